package dev.lastro.derive;

import dev.lastro.provider.Definitions;
import dev.lastro.testing.TestDatabase;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;

/**
 * A process to be killed: fills {@code _next} in tiny pieces and tells each step that it begins; with one argument
 * more it then swaps, and waits once the tables have changed places.
 */
public final class RebuildChild {

    private static final int SWAP_AT = 5;

    private RebuildChild() {}

    @SuppressWarnings("SystemOut") // its parent reads it
    public static void main(String[] arguments) throws Exception {
        var database = new DerivedDatabase(new TestDatabase(arguments[0], arguments[1], arguments[2], arguments[3]));
        var request = new Rebuild.Request(
                ProcessHandle.current().pid(),
                Definitions.load(null),
                database.sizes(),
                RebuildIT.CUT_OFF,
                Set.of(),
                Path.of(arguments[4]));
        database.rebuild.with(RebuildIT.TINY).fill(request, new Watch() {
            private String last = "";

            @Override
            public void at(String step, long done, long total) {
                if (!step.equals(last)) {
                    last = step;
                    System.out.println("STEP " + step);
                }
            }

            @Override
            public boolean isStopping() {
                return false;
            }
        });
        System.out.println("FILLED");
        if (arguments.length > SWAP_AT) {
            try (var alone = database.dataSource.getConnection()) {
                database.rebuild.swap(request.owner(), waitingAfterRename(alone));
            }
        }
    }

    private static Connection waitingAfterRename(Connection connection) {
        return proxy(
                Connection.class,
                connection,
                (made, arguments) -> made instanceof Statement statement
                        ? proxy(Statement.class, statement, (result, sql) -> {
                            if (sql != null && sql[0].toString().startsWith("RENAME")) {
                                System.out.println("RENAMED");
                                LockSupport.park();
                            }
                            return result;
                        })
                        : made);
    }

    /** @param after sees what a call returned, and its arguments; what it returns is returned */
    private static <T> T proxy(Class<T> type, T of, BiFunction<Object, Object[], Object> after) {
        return type.cast(Proxy.newProxyInstance(
                RebuildChild.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> after.apply(method.invoke(of, arguments), arguments)));
    }
}
