package dev.lastro.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The loss checker sees each kind of loss. */
class LogCheckTest {

    @TempDir
    Path folder;

    private final Random random = new Random(3);
    private Ledger ledger;
    private LogCheck check;

    @BeforeEach
    void open() {
        ledger = new Ledger(folder.resolve("acknowledged.tsv"));
        check = new LogCheck(ledger);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private Delivery sent(Reply reply) {
        var delivery = Delivery.random(ledger.nextNumber(), random);
        ledger.sending(delivery);
        ledger.answered(delivery, reply);
        return delivery;
    }

    @Test
    void whatIsThereOnceWhereItWasAnsweredIsFine() {
        check.look(0, sent(new Reply.Stored(0)).body());
        check.look(1, sent(new Reply.Spooled()).body());
        check.look(2, sent(new Reply.Unanswered()).body());
        sent(new Reply.Unanswered());
        sent(new Reply.Unreached());
        sent(new Reply.Refused(503));

        assertThat(check.problems()).isEmpty();
        assertThat(check.missing()).isZero();
        assertThat(check.storedWithoutAnswer()).isOne();
    }

    @Test
    void lost() {
        sent(new Reply.Stored(0));
        sent(new Reply.Spooled());

        assertThat(check.missing()).isEqualTo(2);
        assertThat(check.problems())
                .containsExactlyInAnyOrder(
                        "lost: delivery 0, answered Stored[position=0]", "lost: delivery 1, answered Spooled[]");
    }

    @Test
    void doubled() {
        var delivery = sent(new Reply.Unanswered());
        check.look(0, delivery.body());
        check.look(1, delivery.body());

        assertThat(check.problems())
                .containsExactly("doubled: delivery 0, answered Unanswered[], at positions 0 and 1");
    }

    @Test
    void altered() {
        var body = sent(new Reply.Stored(0)).body();
        body[body.length - 1] ^= 1;
        check.look(0, body);

        assertThat(check.problems()).containsExactly("altered: delivery 0 at position 0");
    }

    @Test
    void misplacedAndGap() {
        check.look(1, sent(new Reply.Stored(0)).body());

        assertThat(check.problems())
                .containsExactlyInAnyOrder(
                        "gap: position 1 follows -1", "misplaced: delivery 0, answered Stored[position=0], is at 1");
    }

    @Test
    void storedInSpiteOf503() {
        check.look(0, sent(new Reply.Refused(503)).body());

        assertThat(check.problems()).containsExactly("stored in spite of Refused[status=503]: delivery 0 at 0");
    }

    @Test
    void neverSent() {
        check.look(0, new byte[] {1, 2, 3});

        assertThat(check.problems()).containsExactly("stranger: position 0 holds what was never sent");
    }

    @Test
    void anyOtherStatus() {
        sent(new Reply.Refused(500));

        assertThat(check.problems()).containsExactly("delivery 0 was answered 500");
    }
}
