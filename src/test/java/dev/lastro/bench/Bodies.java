package dev.lastro.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The bodies of both lenders, 600 to 1,500 bytes, in the shape that their pages show. Templates with places to fill: bytes
 * are put together at the speed at which they can be copied. Not thread-safe.
 */
final class Bodies {

    /** One event in so many has a second delivery that says another amount: a CONFLICT. */
    private static final int CONFLICT_EVERY = 2000;

    /** One delivery in so many names no loan: QUARANTINED. */
    private static final int NAMELESS_EVERY = 5000;

    private static final Template BASE39_LOAN = new Template("""
            {"id":"evnt_{event}","eventType":"{type}","data":{"id":"{loan}","status":"{status}","externalId":"PED-{n8}",\
            "contractNumber":"CCB-{n8}/26","employment":"empl_{x24}","customer":"cust_{y24}","company":"comp_{x24}",\
            "cashout":[{"type":"payment_method","paymentMethod":"pix"}],"offer":{"disbursementAmount":{net},\
            "installmentAmount":{part},"totalAmount":{total},"interestAmount":{interest},"iofAmount":{iof},\
            "monthlyFee":0.0249,"numberOfInstallments":{count},"firstDueDate":"{due}","rebates":[],\
            "fine":{"fineRate":0.02,"interestBase":"calendar_days"}},"context":{"ip":"198.51.100.{byte}",\
            "fingerprint":"{y24}{n8}"},"isRefinancing":false,"history":[{"description":"status {status}",\
            "createdAt":"{at}","status":"{status}"}],"metadata":{"loja":"São José nº {byte}","campanha":null},\
            "createdAt":"{start}","updatedAt":"{at}"},"subscriptions":[{"status":"{attempt}","id":"subs_{x24}"}],\
            "metadata":{},"createdAt":"{at}"}""");

    /** The older envelope, whose time is the object's. */
    private static final Template BASE39_OLDER = new Template("""
            {"id":"evnt_{event}","type":"{type}","data":{"object":{"id":"{loan}","status":"{status}",\
            "externalId":"PED-{n8}","contractNumber":"CCB-{n8}/26","employment":"empl_{x24}","customer":"cust_{y24}",\
            "company":"comp_{x24}","cashout":[{"type":"payment_method","paymentMethod":"pix"}],\
            "offer":{"disbursementAmount":{net},"installmentAmount":{part},"totalAmount":{total},\
            "interestAmount":{interest},"iofAmount":{iof},"monthlyFee":0.0249,"numberOfInstallments":{count},\
            "firstDueDate":"{due}","rebates":[],"fine":{"fineRate":0.02,"interestBase":"calendar_days"}},\
            "context":{"ip":"198.51.100.{byte}","fingerprint":"{y24}{n8}"},"isRefinancing":false,\
            "metadata":{"loja":"São José nº {byte}","campanha":null},"createdAt":"{start}","updatedAt":"{at}"}}}""");

    private static final Template BASE39_PAID = new Template("""
            {"id":"evnt_{event}","eventType":"{type}","data":{"id":"inst_{event}","status":"paid","loan":"{loan}",\
            "payer":"comp_{x24}","number":{number},"amountPaid":{paid},"dueDate":"{due}","totalAmount":{part},\
            "taxAmount":0.24520000,"amountRemaining":0.00,"transactions":{"data":[{"id":"itsc_{event}",\
            "amountPaid":{paid},"method":"payroll","employer":{"id":"comp_{x24}","name":"Companhia Brasileira de Exemplos"}}]},\
            "deleted":false,"updatedAt":"{at}"},"subscriptions":[{"status":"{attempt}","id":"subs_{x24}"}],\
            "metadata":{"origem":"folha","lote":"{n8}"},"createdAt":"{at}"}""");

    private static final Template BASE39_OTHER = new Template("""
            {"id":"evnt_{event}","eventType":"{type}","data":{"id":"acct_{x24}","name":"Fulana de Tal","status":"done",\
            "customer":"cust_{y24}","context":{"ip":"198.51.100.{byte}","fingerprint":"{y24}{n8}"},\
            "address":{"street":"Rua das Laranjeiras, {byte}","city":"São Paulo","state":"SP","country":"BRA",\
            "postalCode":"01310-100"},"channels":["email","sms","push"],"preferences":{"language":"pt-BR",\
            "marketing":false,"terms":"2026-01"}},"subscriptions":[{"status":"{attempt}","id":"subs_{x24}"}],\
            "metadata":{},"createdAt":"{at}"}""");

    private static final Template OPENCO = new Template("""
            {"event":"{type}","application_uuid":"{loan}","new_status":"{status}","order_reference":"order-{n8}",\
            "timestamp":"{offset}","person":{"person_id":"{x24}","channel":"balcão","store":{"id":{byte},\
            "name":"Loja {byte} — Centro","city":"Ribeirão Preto"}},"terms":{"total":{total},"installments":{count},\
            "monthly_rate":0.0349},"trace":"{event}",\
            "signature":"{x24}{y24}{event}{x24}{y24}{event}{x24}{y24}{event}{x24}{y24}{event}"}""");

    private static final Template OPENCO_INSTALLMENT = new Template("""
            {"event":"{type}","application_uuid":"{loan}","new_status":"{status}","order_reference":"order-{n8}",\
            "timestamp":"{offset}","installment_number":{number},"amount":{part},"due_date":"{due}",\
            "person":{"person_id":"{x24}","channel":"app","store":{"id":{byte},"name":"Loja {byte} — Centro",\
            "city":"Ribeirão Preto"}},"trace":"{event}",\
            "signature":"{x24}{y24}{event}{x24}{y24}{event}{x24}{y24}{event}{x24}{y24}{event}"}""");

    private final long seed;
    private final Bytes body = new Bytes();

    // what the templates are filled with
    private Lender lender = Lender.BASE39;
    private Pending pending = new Pending(0, 0, LoanLife.Step.CREATED, 0, 0, false);
    private byte[] type = {};
    private byte[] status = {};
    private long loanHigh;
    private long loanLow;
    private long eventHigh;
    private long eventLow;
    private long totalCents;
    private int count;

    Bodies(long seed) {
        this.seed = seed;
    }

    /** Good until the next. */
    Bytes write(Lender by, Pending of) {
        lender = by;
        pending = of;
        var words = Words.of(by, of.step());
        type = words.type();
        status = words.status();
        var ofLoan = new SplittableRandom(seed ^ of.loan() * 0xD134_2543_DE82_EF95L);
        loanHigh = ofLoan.nextLong();
        loanLow = ofLoan.nextLong();
        totalCents = ofLoan.nextLong(30_000, 1_500_000);
        count = ofLoan.nextInt(2, 13);
        var ofEvent = new SplittableRandom(loanHigh ^ of.number() * 0x9E37_79B9_7F4A_7C15L);
        eventHigh = ofEvent.nextLong();
        eventLow = ofEvent.nextLong();
        body.clear();
        template(by, of).write(this);
        return body;
    }

    private Template template(Lender by, Pending of) {
        var isInstallment = of.installment() > 0;
        if (by == Lender.OPENCO) {
            return isInstallment ? OPENCO_INSTALLMENT : OPENCO;
        }
        return switch (of.step()) {
            case ACCOUNT, NOTIFICATION -> BASE39_OTHER;
            case PAID -> BASE39_PAID;
            default -> (loanLow & 1) == 0 ? BASE39_LOAN : BASE39_OLDER;
        };
    }

    private void fill(Template.Place place) {
        switch (place) {
            case event -> body.hex(eventHigh, 16).hex(eventLow, 8);
            case type -> body.add(type);
            case status -> body.add(status);
            case loan -> loan();
            case n8 -> body.digits(loanLow >>> 8 & 0x3FF_FFFF, 8);
            case x24 -> body.hex(loanLow * 31, 16).hex(loanHigh * 7, 8);
            case y24 -> body.hex(loanHigh * 13, 16).hex(loanLow * 5, 8);
            case net -> body.cents(totalCents - totalCents / 50);
            case part -> body.cents(totalCents * 118 / 100 / count);
            case paid -> body.cents(totalCents * 118 / 100 / count + (isConflict() ? 1 : 0));
            case total -> body.cents(totalCents);
            case interest -> body.cents(totalCents * 18 / 100);
            case iof -> body.cents(totalCents / 50);
            case count -> body.number(count);
            case number -> body.number(pending.installment());
            case due -> body.date(Math.floorDiv(pending.occurredMillis(), 86_400_000));
            case at -> body.utc(pending.occurredMillis());
            case start ->
                body.utc(pending.occurredMillis() - (pending.step() == LoanLife.Step.CREATED ? 0 : 86_400_000));
            case offset -> offset();
            case attempt -> body.add(pending.again() ? AGAIN : FIRST);
            case x -> body.number(loanLow & 127);
        }
    }

    private static final byte[] FIRST = "processing".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] AGAIN = "retrying".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BRASILIA = "-03:00".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LOAN = "loan_".getBytes(StandardCharsets.US_ASCII);

    private void loan() {
        if (Math.floorMod(eventLow, NAMELESS_EVERY) == 1) {
            return;
        }
        if (lender == Lender.BASE39) {
            body.add(LOAN).hex(loanHigh, 16).hex(loanLow, 8);
        } else {
            body.hex(loanHigh >>> 32, 8)
                    .add('-')
                    .hex(loanHigh >>> 16, 4)
                    .add('-')
                    .hex((loanHigh & 0xFFF) | 0x4000, 4)
                    .add('-')
                    .hex(((loanLow >>> 48) & 0x3FFF) | 0x8000, 4)
                    .add('-')
                    .hex(loanLow, 12);
        }
    }

    private boolean isConflict() {
        return pending.again() && Math.floorMod(eventLow, CONFLICT_EVERY / 20) == 0;
    }

    /** Half of the loans in UTC, half in Brazilian time. */
    private void offset() {
        if ((loanLow & 2) == 0) {
            body.utc(pending.occurredMillis());
        } else {
            body.time(pending.occurredMillis() - 3 * 3_600_000, 'T').add(BRASILIA);
        }
    }

    /** Bytes with places in braces. */
    private static final class Template {

        enum Place {
            event,
            type,
            status,
            loan,
            n8,
            x24,
            y24,
            net,
            part,
            paid,
            total,
            interest,
            iof,
            count,
            number,
            due,
            at,
            start,
            offset,
            attempt,
            x
        }

        private final List<byte[]> texts = new ArrayList<>();
        private final List<Place> places = new ArrayList<>();

        Template(String text) {
            var rest = text.replace("{byte}", "{x}");
            for (var at = next(rest); at >= 0; at = next(rest)) {
                var end = rest.indexOf('}', at);
                texts.add(rest.substring(0, at).getBytes(StandardCharsets.UTF_8));
                places.add(Place.valueOf(rest.substring(at + 1, end)));
                rest = rest.substring(end + 1);
            }
            texts.add(rest.getBytes(StandardCharsets.UTF_8));
        }

        /** A brace with a letter behind it is a place; JSON's own have a quote. */
        private static int next(String text) {
            for (var at = text.indexOf('{'); at >= 0; at = text.indexOf('{', at + 1)) {
                if (at + 1 < text.length() && Character.isLetter(text.charAt(at + 1))) {
                    return at;
                }
            }
            return -1;
        }

        void write(Bodies bodies) {
            for (var i = 0; i < places.size(); i++) {
                bodies.body.add(texts.get(i));
                bodies.fill(places.get(i));
            }
            bodies.body.add(texts.getLast());
        }
    }
}
