package dev.lastro.derive;

import dev.lastro.loan.Facts.Due;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A schedule as bytes. Each instalment is told from the one before it: one that has the next number, falls due some weeks
 * later and has the same amount takes two or three bytes, besides its principal. Not thread-safe.
 */
final class ScheduleCodec {

    private static final int OTHER_NUMBER = 1;
    private static final int HAS_DATE = 2;
    private static final int HAS_AMOUNT = 4;
    private static final int SAME_AMOUNT = 8;
    private static final int HAS_PRINCIPAL = 16;
    private static final int SAME_PRINCIPAL = 32;

    private int number;
    private long day;
    private @Nullable BigDecimal amount;
    private @Nullable BigDecimal principal;

    private void begin() {
        number = 0;
        day = 0;
        amount = null;
        principal = null;
    }

    void write(List<Due> schedule, ByteSink out) {
        begin();
        out.number(schedule.size());
        for (var due : schedule) {
            var flags = (due.number() == number + 1 ? 0 : OTHER_NUMBER)
                    | (due.dueDate() == null ? 0 : HAS_DATE)
                    | flag(due.amount(), amount, HAS_AMOUNT, SAME_AMOUNT)
                    | flag(due.principal(), principal, HAS_PRINCIPAL, SAME_PRINCIPAL);
            out.one(flags);
            if ((flags & OTHER_NUMBER) != 0) {
                out.signed((long) due.number() - number);
            }
            if (due.dueDate() != null) {
                out.signed(due.dueDate().toEpochDay() - day);
                day = due.dueDate().toEpochDay();
            }
            if ((flags & HAS_AMOUNT) != 0) {
                LineCodec.amount(due.amount(), out);
            }
            if ((flags & HAS_PRINCIPAL) != 0) {
                LineCodec.amount(due.principal(), out);
            }
            number = due.number();
            amount = due.amount();
            principal = due.principal();
        }
    }

    @SuppressWarnings("BigDecimalEquals") // of another scale is another amount: 1.50 does not come back as 1.5
    private static int flag(@Nullable BigDecimal now, @Nullable BigDecimal before, int has, int same) {
        return Objects.equals(now, before) ? same : now == null ? 0 : has;
    }

    List<Due> read(ByteSource in) {
        begin();
        var count = in.count();
        var schedule = new ArrayList<Due>(count);
        for (var i = 0; i < count; i++) {
            var flags = in.one();
            number = (flags & OTHER_NUMBER) == 0 ? number + 1 : Math.toIntExact(number + in.signed());
            LocalDate date = null;
            if ((flags & HAS_DATE) != 0) {
                day += in.signed();
                date = LocalDate.ofEpochDay(day);
            }
            amount = (flags & SAME_AMOUNT) != 0 ? amount : (flags & HAS_AMOUNT) != 0 ? LineCodec.amount(in) : null;
            principal = (flags & SAME_PRINCIPAL) != 0
                    ? principal
                    : (flags & HAS_PRINCIPAL) != 0 ? LineCodec.amount(in) : null;
            schedule.add(new Due(number, date, amount, principal));
        }
        return schedule;
    }
}
