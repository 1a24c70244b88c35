package dev.lastro.derive;

import dev.lastro.log.Erasures;
import dev.lastro.log.LogReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** One start of a rebuild: read, rule, fold, each in parts, each part whole in a file or in the tables, or not there. */
final class RebuildRun {

    private static final Logger LOG = LoggerFactory.getLogger(RebuildRun.class);

    private static final int DIGEST_HEX = 24;

    /** Deliveries from which on it is worth saying what would be faster. */
    private static final int MANY = 1_000_000;

    private final LogReader log;
    private final Derived derived;
    private final Conclusion conclusion;
    private final PlatformTransactionManager transactions;
    private final RebuildSizes sizes;
    private final Rebuild.Request request;
    private final Workers workers;
    private final NextTables next;
    private final Ranges ranges;
    private final LoanBytes loans;
    private final OtherProviders others;
    private final ErasedLoans erased;
    private final long erasedCount;
    private final Arenas arenas = new Arenas();
    private final List<WorkFile> open = new ArrayList<>();

    RebuildRun(
            DataSource dataSource,
            LogReader log,
            Erasures erasures,
            Derived derived,
            Conclusion conclusion,
            PlatformTransactionManager transactions,
            RebuildSizes sizes,
            Rebuild.Request request,
            Watch watch) {
        this.log = log;
        this.derived = derived;
        this.conclusion = conclusion;
        this.transactions = transactions;
        this.sizes = sizes;
        this.request = request;
        this.workers = new Workers(sizes.threads(), watch);
        this.next = new NextTables(dataSource, request.owner());
        this.ranges = new Ranges(request.prefix(), sizes);
        this.loans = new LoanBytes(request.definitions().providers().keySet());
        // Before anything is read: what is erased meanwhile is more than this, and the tables are made anew.
        this.erasedCount = erasures.count();
        this.erased = ErasedLoans.of(erasures, request.prefix());
        this.others = new OtherProviders(request, erased, derived, next);
    }

    void fill() {
        others.check();
        var digest = digest();
        var filling = derived.filling(Side.NEXT);
        var isOurs = filling.isPresent() && filling.get().name().startsWith(digest + "-");
        if (isOurs && filling.get().complete()) {
            derived.takeOver(Side.NEXT, request.owner());
            clearFiles();
            return;
        }
        if (!next.mayLoad() && ranges.size() >= MANY) {
            LOG.info("rows are written by INSERT; with local_infile = ON in MySQL it would be faster");
        }
        var folder = isOurs ? goOn(filling.get().name()) : null;
        var isRestart = folder != null;
        if (folder == null) {
            filling.filter(was -> !was.complete())
                    .ifPresent(
                            was -> LOG.info(
                                    "the rebuild begins anew: {}",
                                    isOurs
                                            ? "the files of the one that was begun are not in " + request.workFolder()
                                            : "the one that was begun was of another part of the log, another cut-off or other definitions"));
            folder = begin(digest + "-" + request.owner());
        }
        try {
            fill(folder, isRestart);
        } finally {
            open.forEach(WorkFile::close);
        }
    }

    private @Nullable WorkFolder goOn(String name) {
        var folder = WorkFolder.of(request.workFolder(), name);
        if (!folder.isDone("begun")) {
            return null;
        }
        LOG.info("the rebuild goes on from what an earlier start left");
        derived.takeOver(Side.NEXT, request.owner());
        return folder;
    }

    private WorkFolder begin(String name) {
        derived.empty(Side.NEXT);
        var folder = WorkFolder.of(request.workFolder(), name).begin();
        derived.begin(Side.NEXT, request.owner(), Derived.MadeWith.of(request.definitions()), erasedCount);
        derived.fillAs(Side.NEXT, name);
        others.copy();
        folder.done("begun");
        return folder;
    }

    private void fill(WorkFolder folder, boolean isRestart) {
        var lines = new Spilled(ReadPass.SLOTS);
        var read = read(folder, lines);
        var samples = read.stream().flatMap(each -> each.samples().stream()).toList();
        var bounds = LoanBytes.bounds(samples, Math.toIntExact(lines.bytes() / sizes.partBytes()) + 1);
        var byLoan = new Spilled(bounds.length + 1);
        var byRange = new Spilled(Math.max(1, ranges.count()));
        rule(folder, lines, bounds, byLoan, byRange);
        var classes =
                new ClassPass(next, ranges, read, byRange, request.providers().isEmpty());
        run("classes", ranges.count(), ranges.size(), (number, step) -> classes.write(number, step));
        var fold = new FoldPass(request, erased, next, loans, byLoan, arenas);
        var lineCount = read.stream().mapToLong(ReadPass.Result::lines).sum();
        run("fold", bounds.length + 1, lineCount, (part, step) -> fold.fold(part, isRestart, step));
        others.fold(workers);
        finish(read);
        clearFiles();
    }

    private void clearFiles() {
        try {
            WorkFolder.clear(request.workFolder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Task {
        void run(int number, Workers.Step step);
    }

    private void run(String name, int tasks, long total, Task task) {
        var step = workers.step();
        workers.run(name, tasks, total, step, number -> task.run(number, step));
    }

    private List<ReadPass.Result> read(WorkFolder folder, Spilled lines) {
        var pass = new ReadPass(log, request, sizes, next, folder, loans, ranges, arenas);
        var files = new @Nullable WorkFile[ranges.count()];
        run("read", files.length, ranges.size(), (number, step) -> files[number] = pass.read(number, step));
        return opened(files).map(file -> ReadPass.open(file, lines)).toList();
    }

    private Stream<WorkFile> opened(@Nullable WorkFile[] files) {
        return Arrays.stream(files).map(Objects::requireNonNull).peek(open::add);
    }

    private void rule(WorkFolder folder, Spilled lines, byte[][] bounds, Spilled byLoan, Spilled byRange) {
        var parts = lines.parts(sizes.partBytes());
        var pass = new RulePass(log, request, sizes, next, folder, loans, ranges, lines, parts, bounds, arenas);
        var files = new @Nullable WorkFile[parts.length - 1];
        run("rule", files.length, lines.bytes(), (part, step) -> files[part] = pass.rule(part, step));
        opened(files).forEach(file -> {
            var footer = file.footer();
            byLoan.add(file, footer);
            byRange.add(file, footer);
        });
    }

    private void finish(List<ReadPass.Result> read) {
        writeErased();
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            derived.requireOwner(Side.NEXT, request.owner());
            var hours = new TreeMap<String, DeliveryHours>();
            for (var number = 0; number < read.size(); number++) {
                hours.computeIfAbsent(ranges.get(number).log(), log -> new DeliveryHours())
                        .add(read.get(number).hours());
            }
            hours.forEach((log, ofLog) -> {
                derived.addHours(Side.NEXT, log, ofLog);
                ofLog.counted().forEach((provider, count) -> derived.counted(Side.NEXT, log, provider, count));
            });
            request.prefix().forEach((log, size) -> derived.classifiedUpTo(Side.NEXT, log, size));
            conclusion.draw(new Survey.Asked(Side.NEXT, request.cutOff(), request.prefix(), request.definitions()));
            derived.aim(Side.NEXT, request.cutOff());
        });
    }

    /** Also those of which nothing is left that is folded. */
    private void writeErased() {
        next.write(session -> {
            for (var each : erased.all()) {
                var loan = each.loan();
                session.update(
                        "DELETE FROM loan_next WHERE provider = ? AND loan_id = ?", loan.provider(), loan.loanId());
            }
            var rows = session.rows(DerivedRows.LOAN);
            for (var each : erased.all()) {
                var row = DerivedRows.LoanRow.of(each);
                if (row != null) {
                    rows.add(row);
                }
            }
        });
    }

    /** Of everything that the files and the tables depend on. */
    private String digest() {
        var parts = new ArrayList<String>();
        parts.add(String.valueOf(Derived.MadeWith.of(request.definitions())));
        parts.add(request.prefix().toString());
        parts.add(request.cutOff().toString());
        parts.add(new TreeSet<>(request.providers()).toString());
        parts.add(sizes.toString());
        parts.add(String.valueOf(erasedCount));
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(sha256.digest(String.join("\n", parts).getBytes(StandardCharsets.UTF_8)))
                    .substring(0, DIGEST_HEX);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
