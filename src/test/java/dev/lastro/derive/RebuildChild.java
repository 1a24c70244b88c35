package dev.lastro.derive;

import dev.lastro.provider.Definitions;
import dev.lastro.testing.TestDatabase;
import java.nio.file.Path;
import java.util.Set;

/** A process to be killed: fills {@code _next} in tiny pieces and tells each step that it begins. */
public final class RebuildChild {

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
    }
}
