package dev.lastro.evidence;

import dev.lastro.job.LoanHistory;
import dev.lastro.loan.Decision;
import dev.lastro.loan.DeliveryClass;
import dev.lastro.loan.LoanState;
import dev.lastro.loan.Place;
import dev.lastro.log.Erasures;
import dev.lastro.log.LeafReader;
import dev.lastro.log.Position;
import dev.lastro.provider.Definitions;
import dev.lastro.seal.CheckpointTable;
import dev.lastro.seal.Prover;
import dev.lastro.seal.Seal;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes one loan's deliveries, with all that proves them, to one zip file. */
@Component
public class EvidencePack {

    /** The first that a zip can tell: when it was packed proves nothing. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final LeafReader rows;
    private final CheckpointTable checkpoints;
    private final Prover prover;
    private final Definitions definitions;
    private final Erasures erasures;

    EvidencePack(
            DataSource dataSource,
            CheckpointTable checkpoints,
            Prover prover,
            Definitions definitions,
            Erasures erasures) {
        this.rows = new LeafReader(dataSource, "webhook_log");
        this.checkpoints = checkpoints;
        this.prover = prover;
        this.definitions = definitions;
        this.erasures = erasures;
    }

    /**
     * What was written.
     *
     * @param unsealed places of deliveries that no checkpoint covers yet, so that nothing proves them
     */
    public record Written(int deliveries, int erased, List<String> unsealed) {}

    /**
     * @param timeline the loan's story as JSON
     * @param to must not exist; what could not be written whole is not left there
     * @throws FileAlreadyExistsException if it does
     */
    public Written write(LoanHistory.Story story, String timeline, Path to) throws IOException {
        try (var out = Files.newOutputStream(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            return new Writing(story, new ZipOutputStream(new BufferedOutputStream(out))).write(timeline);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(to);
            throw e;
        }
    }

    private final class Writing {

        private final LoanHistory.Story story;
        private final ZipOutputStream zip;
        private final Map<String, Optional<Seal>> seals = new HashMap<>();
        private final SortedMap<String, String> files = new TreeMap<>();
        private final List<PackPage.Line> lines = new ArrayList<>();
        private final List<PackDecisions.Line> decided = new ArrayList<>();

        Writing(LoanHistory.Story story, ZipOutputStream zip) {
            this.story = story;
            this.zip = zip;
        }

        Written write(String timeline) throws IOException {
            var deliveries = new ArrayList<Pack.Delivery>();
            for (var told : story.deliveries()) {
                deliveries.add(delivery(told.place(), told.deliveryClass(), told));
            }
            for (var place : ofActs(story.folded().state())) {
                deliveries.add(delivery(place, DeliveryClass.NOT_LOAN, null));
            }
            for (var each : story.decisions()) {
                var delivery =
                        isAboutNoOther(each.decision()) ? delivery(each.place(), DeliveryClass.NOT_LOAN, null) : null;
                if (delivery != null) {
                    deliveries.add(delivery);
                }
                decided.add(new PackDecisions.Line(each.place(), each.decision(), delivery));
            }
            var covered = new TreeMap<String, Pack.Checkpoint>();
            for (var seal : seals.values().stream().flatMap(Optional::stream).toList()) {
                var checkpoint = Pack.Checkpoint.of(seal.log(), seal.size());
                covered.put(seal.log(), checkpoint);
                put(checkpoint.file(), seal.note());
            }
            var state = story.folded().state();
            put("timeline.json", text(timeline));
            for (var file : definitionsOf(state.provider(), state.lifecycle()).entrySet()) {
                put("definitions/" + file.getKey(), text(file.getValue()));
            }
            put("index.html", text(new PackPage(story.folded(), decided, lines, covered).html()));
            put("README.txt", text(PackPage.README));
            var pack = new Pack(
                    Pack.FORMAT, state.provider(), state.loanId(), program(), List.copyOf(deliveries), covered, files);
            next(Pack.FILE, pack.bytes());
            zip.finish();
            zip.flush();
            return new Written(
                    deliveries.size(),
                    (int) deliveries.stream().filter(Pack.Delivery::erased).count(),
                    deliveries.stream()
                            .filter(each -> !each.sealed())
                            .map(Pack.Delivery::place)
                            .toList());
        }

        /** One that names other loans too has no place in the evidence of this one. */
        private boolean isAboutNoOther(Decision decision) {
            var loan = story.folded().state();
            return decision.about().stream()
                    .map(Decision.About::finding)
                    .allMatch(finding -> finding.isOf(loan.provider(), loan.loanId()));
        }

        /** The acts that erased this loan, and what they erased: nothing in those rows names it any more. */
        private SortedSet<Place> ofActs(LoanState loan) {
            var places = new TreeSet<Place>();
            for (var each : erasures.acts(null)) {
                if (each.act().provider().equals(loan.provider())
                        && each.act().loanId().equals(loan.loanId())) {
                    places.add(place(each.place()));
                    each.act().deliveries().forEach(erased -> places.add(place(erased)));
                }
            }
            story.deliveries().forEach(told -> places.remove(told.place()));
            return places;
        }

        private Pack.Delivery delivery(Place place, DeliveryClass deliveryClass, LoanHistory.@Nullable Told told)
                throws IOException {
            var log = place.log();
            var position = place.position();
            var row = rows.find(log, position)
                    .orElseThrow(() -> new IllegalStateException(
                            "delivery %s was classified, and is not in the log any more".formatted(place)));
            var seal = seals.computeIfAbsent(log, checkpoints::last)
                    .filter(each -> position < each.size())
                    .orElse(null);
            var delivery = new Pack.Delivery(
                    log,
                    position,
                    row.provider(),
                    row.receivedAt(),
                    (row.isErased() ? DeliveryClass.ERASED : deliveryClass).name(),
                    seal != null,
                    row.isErased());
            put(delivery.file(Pack.ENTRY), rows.entry(log, position).orElseThrow());
            if (seal != null) {
                put(
                        delivery.file(Pack.INCLUSION),
                        prover.inclusion(position, seal).encode());
            }
            if (!row.isErased()) {
                put(delivery.file(Pack.HEADERS), row.headers());
                put(delivery.file(Pack.SALT), row.salt());
                put(delivery.file(Pack.BODY), row.body());
            }
            lines.add(PackPage.Line.of(delivery, told, row.body()));
            return delivery;
        }

        private void put(String name, byte[] bytes) throws IOException {
            files.put(name, sha256(bytes));
            next(name, bytes);
        }

        private void next(String name, byte[] bytes) throws IOException {
            var entry = new ZipEntry(name);
            entry.setTimeLocal(NO_TIME);
            zip.putNextEntry(entry);
            zip.write(bytes);
            zip.closeEntry();
        }
    }

    private static Place place(Position position) {
        return new Place(position.log(), position.position());
    }

    /** How this provider's deliveries are read and its loans folded, by which days and rates, without checks and secrets. */
    private SortedMap<String, String> definitionsOf(String provider, @Nullable String lifecycle) {
        var some = new TreeMap<>(definitions.decisive());
        some.keySet()
                .removeIf(file -> (file.startsWith("providers/")
                                && !file.equals("providers/%s.yaml".formatted(provider)))
                        || (file.startsWith("lifecycles/") && !file.equals("lifecycles/%s.yaml".formatted(lifecycle))));
        return some;
    }

    private static String program() {
        var version = EvidencePack.class.getPackage().getImplementationVersion();
        return "lastro " + (version == null ? "development" : version);
    }

    static String sha256(byte[]... parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var part : parts) {
                digest.update(part);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
