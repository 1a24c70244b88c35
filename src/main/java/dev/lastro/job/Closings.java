package dev.lastro.job;

import dev.lastro.report.Closing;
import dev.lastro.report.Kept;
import dev.lastro.report.Kept.Around;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The table {@code closing}: what each night leaves for those after it. */
@Component
class Closings {

    /** Says what the night's roll-forward said; the parts after it are findings, those before it are {@link Around}. */
    private static final int SAID = 0;

    private static final int AGING = -1;
    private static final int SURVEYED = -2;

    private final JdbcClient jdbc;
    private final TransactionTemplate alone;

    Closings(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.alone = new TransactionTemplate(transactions);
        this.alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * In a transaction of its own, so that it is there before the reports are published: of a run that is killed right
     * after that nothing is written again. A run that is killed before it keeps it once more.
     */
    void keep(Run run, Kept kept) {
        var closing = kept.closing();
        alone.executeWithoutResult(status -> {
            jdbc.sql("DELETE FROM closing WHERE subject = ? AND revision = ?")
                    .params(run.subject(), run.revision())
                    .update();
            insert(run, SURVEYED, kept.around().surveyedAsBytes());
            insert(run, AGING, kept.around().agingAsText());
            insert(run, SAID, closing.saidAsText());
            for (var part = 0; part < closing.parts().size(); part++) {
                insert(run, SAID + 1 + part, closing.parts().get(part));
            }
        });
    }

    private void insert(Run run, int part, byte[] content) {
        jdbc.sql("INSERT INTO closing (subject, revision, part, content) VALUES (?, ?, ?, ?)")
                .params(run.subject(), run.revision(), part, content)
                .update();
    }

    /** All of it: a version before this one did not keep as much. */
    boolean has(Run run) {
        return jdbc.sql("SELECT COUNT(*) FROM closing WHERE subject = ? AND revision = ? AND part IN (?, ?, ?)")
                        .params(run.subject(), run.revision(), SURVEYED, AGING, SAID)
                        .query(Integer.class)
                        .single()
                == 3;
    }

    /** Empty: it was never kept, or it was deleted. */
    Optional<Closing> find(Run run) {
        var parts = new ArrayList<byte[]>();
        jdbc.sql("SELECT content FROM closing WHERE subject = ? AND revision = ? AND part >= ? ORDER BY part")
                .params(run.subject(), run.revision(), SAID)
                .query(row -> {
                    parts.add(row.getBytes(1));
                });
        return has(run)
                ? Optional.of(Closing.of(parts.getFirst(), List.copyOf(parts.subList(1, parts.size()))))
                : Optional.empty();
    }

    /** Empty: it was never kept, or it was deleted. */
    Optional<Around> around(Run run) {
        return around(run.subject(), run.revision());
    }

    Optional<Around> around(String subject, int revision) {
        return part(subject, revision, AGING)
                .flatMap(aging -> part(subject, revision, SURVEYED).map(surveyed -> Around.of(aging, surveyed)));
    }

    private Optional<byte[]> part(String subject, int revision, int part) {
        return jdbc.sql("SELECT content FROM closing WHERE subject = ? AND revision = ? AND part = ?")
                .params(subject, revision, part)
                .query((row, number) -> row.getBytes(1))
                .optional();
    }
}
