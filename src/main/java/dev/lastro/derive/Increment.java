package dev.lastro.derive;

import dev.lastro.log.Erasures;
import dev.lastro.log.LogReader;
import dev.lastro.provider.Definitions;
import java.time.Instant;
import java.util.SortedMap;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Adds what is new to the live tables. One chunk is one transaction: the stories, folds and classes that it changes and the
 * position that is reached are committed together, so a killed run goes on at the next position and nothing is lost or
 * doubled.
 */
@Component
public class Increment {

    /** Deliveries of one transaction. Bodies are not held: each is mapped as it streams by. */
    private static final int CHUNK = 20_000;

    /** Loans of one transaction of those that are due. */
    private static final int PAGE = 5_000;

    private static final String DUE = """
            SELECT provider, loan_id FROM loan WHERE next_look_at < ? ORDER BY next_look_at LIMIT ?
            """;

    private final TransactionOperations transactions;
    private final JdbcClient jdbc;
    private final LogReader log;
    private final Erasures erasures;
    private final Derived derived;
    private final Stories stories;
    private final DerivedLoans loans;
    private final Identities identities;
    private final Classes classes;
    private final Conclusion conclusion;
    private final int chunk;

    @Autowired
    Increment(
            TransactionOperations transactions,
            JdbcClient jdbc,
            LogReader log,
            Erasures erasures,
            Derived derived,
            Stories stories,
            DerivedLoans loans,
            Identities identities,
            Classes classes,
            Conclusion conclusion) {
        this(transactions, jdbc, log, erasures, derived, stories, loans, identities, classes, conclusion, CHUNK);
    }

    private Increment(
            TransactionOperations transactions,
            JdbcClient jdbc,
            LogReader log,
            Erasures erasures,
            Derived derived,
            Stories stories,
            DerivedLoans loans,
            Identities identities,
            Classes classes,
            Conclusion conclusion,
            int chunk) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.log = log;
        this.erasures = erasures;
        this.derived = derived;
        this.stories = stories;
        this.loans = loans;
        this.identities = identities;
        this.classes = classes;
        this.conclusion = conclusion;
        this.chunk = chunk;
    }

    /** The same with transactions of so many deliveries. */
    Increment with(int otherChunk) {
        return new Increment(
                transactions,
                jdbc,
                log,
                erasures,
                derived,
                stories,
                loans,
                identities,
                classes,
                conclusion,
                otherChunk);
    }

    /**
     * Classifies and folds all deliveries of the prefix that are not classified yet, then folds the loans that are due.
     *
     * @param cutOff not before the one at which the loans stand
     */
    public void run(long owner, Definitions definitions, SortedMap<String, Long> prefix, Instant cutOff, Watch watch) {
        transactions.executeWithoutResult(status -> {
            derived.requireOwner(Side.LIVE, owner);
            derived.aim(Side.LIVE, cutOff);
        });
        var erased = ErasedLoans.of(erasures, prefix);
        classify(owner, definitions, erased, prefix, cutOff, watch);
        fold(owner, new Folding(definitions), erased, cutOff, watch);
        transactions.executeWithoutResult(status -> {
            derived.requireOwner(Side.LIVE, owner);
            conclusion.draw(new Survey.Asked(Side.LIVE, cutOff, prefix, definitions));
        });
    }

    private void classify(
            long owner,
            Definitions definitions,
            ErasedLoans erased,
            SortedMap<String, Long> prefix,
            Instant cutOff,
            Watch watch) {
        var classified = derived.classified(Side.LIVE);
        var done = classified.values().stream().mapToLong(Long::longValue).sum();
        var total = prefix.values().stream().mapToLong(Long::longValue).sum();
        watch.at("classify", done, total);
        for (var each : prefix.entrySet()) {
            for (var from = classified.getOrDefault(each.getKey(), 0L); from < each.getValue(); ) {
                watch.obeyStop();
                var to = Math.min(from + chunk, each.getValue());
                var begin = from;
                transactions.executeWithoutResult(status -> {
                    derived.requireOwner(Side.LIVE, owner);
                    var news = new News(log, stories, identities, definitions).read(each.getKey(), begin, to);
                    news.write(loans, classes, identities, new Folding(definitions), erased, cutOff);
                    derived.addHours(Side.LIVE, each.getKey(), news.hours());
                    derived.count(Side.LIVE, each.getKey(), begin, to);
                    derived.classifiedUpTo(Side.LIVE, each.getKey(), to);
                });
                done += to - from;
                watch.at("classify", done, total);
                from = to;
            }
        }
    }

    private void fold(long owner, Folding folding, ErasedLoans erased, Instant cutOff, Watch watch) {
        var total = jdbc.sql("SELECT COUNT(*) FROM loan WHERE next_look_at < ?")
                .param(SqlTime.to(cutOff))
                .query(Long.class)
                .single();
        watch.at("rebuild", 0, total);
        for (var done = 0L; done < total; ) {
            watch.obeyStop();
            var page = transactions.execute(status -> {
                derived.requireOwner(Side.LIVE, owner);
                return foldPage(folding, erased, cutOff);
            });
            if (page == null || page == 0) {
                throw new IllegalStateException("loans are due at " + cutOff + ", but none was found");
            }
            done += page;
            watch.at("rebuild", Math.min(done, total), total);
        }
    }

    private int foldPage(Folding folding, ErasedLoans erased, Instant cutOff) {
        var due = jdbc.sql(DUE)
                .params(SqlTime.at(cutOff), PAGE)
                .query((row, number) -> new LoanKey(row.getString(1), row.getString(2)))
                .list();
        var found = stories.find(Side.LIVE, due);
        var folded = due.stream()
                .sorted()
                .parallel()
                .map(loan -> {
                    var story = found.get(loan);
                    if (story == null) {
                        throw new IllegalStateException("loan " + loan + " has no story: a rebuild makes it again");
                    }
                    return DerivedLoan.of(story, folding, erased, cutOff, new StoryCodec());
                })
                .toList();
        loans.replaceFolds(folded);
        return due.size();
    }
}
