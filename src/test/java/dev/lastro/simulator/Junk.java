package dev.lastro.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** What no mapping can understand, and what looks as if none could and is a good event all the same. */
final class Junk {
    static final int KINDS = 22;
    static final int ODDITIES = 6;
    static final int UNKNOWNS = 9;

    /** Of objects and arrays in each other: the deepest that is still taken (spec section 4). */
    private static final int DEPTH_AT_MOST = 100;

    /** As Latin-1, so that any byte can be written; among them UTF-8 of what is, and of what must not be, a character. */
    private static final List<String> PIECES = List.of(
            "",
            " ",
            "\t",
            "\n",
            ",",
            ":",
            "\"",
            "\\",
            "{",
            "}",
            "[",
            "]",
            "null",
            "true",
            "-",
            "+",
            ".",
            "0",
            "1e5",
            "1E+",
            "0x1",
            "Infinity",
            "\\u0041",
            "\\u12",
            "\\x",
            "/*",
            "//",
            "#",
            "'",
            "\"a\":1,",
            ",\"a\":[{}],",
            "\u0000",
            "\u007f",
            "\u00c3\u00a9",
            "\u00e9",
            "\u00c0\u00af",
            "\u00ed\u00a0\u0080",
            "\u00f4\u0090\u0080\u0080",
            "\u00f0\u009f\u0092\u00b0",
            "\u00ef\u00bb\u00bf",
            "\u00c2\u00a0",
            "\u00e2\u0080\u00a8");

    private Junk() {}

    /** Bytes that every provider's definition must refuse. */
    static byte[] bytes(int kind, Dice dice, Step like) {
        String good = like.body().toString();
        return switch (kind) {
            case 0 -> new byte[0];
            case 1 -> utf8("<html><body>502 Bad Gateway</body></html>");
            case 2 -> utf8(good.substring(0, dice.between(10, good.length() - 1)));
            case 3 ->
                utf8("{\"id\":\"evnt_1\","
                        + good.substring(1).replaceFirst("}$", ",\"id\":\"evnt_2\",\"event\":\"x\",\"event\":\"y\"}"));
            case 4 -> utf8(nested(good, DEPTH_AT_MOST));
            case 5 -> utf8("[".repeat(dice.between(5_000, 60_000)));
            case 6 -> utf8("{\"taxa\":NaN," + good.substring(1));
            case 7 -> ("{\"cidade\":\"São José\"," + good.substring(1)).getBytes(ISO_8859_1);
            case 8 -> good.getBytes(UTF_16LE);
            case 9 -> utf8(good + "}");
            case 10 -> utf8(good + good);
            case 11 -> utf8("null");
            case 12 -> utf8("[" + good + "]");
            case 13 -> utf8("payload=%7B%22id%22%3A%22evnt_" + dice.hex(8) + "%22%7D");
            case 14 -> utf8(good.replaceFirst("\"(type|eventType|event)\":\"[^\"]*\"", "\"$1\":{\"name\":\"x\"}"));
            case 15 -> utf8(good.replaceFirst("\"(type|eventType|event)\":", "\"nothing\":"));
            case 16 -> utf8(good.replace("'", "").replaceFirst("\"", "'"));
            case 17 -> utf8("{" + good.substring(1).replaceFirst("}$", ",}"));
            case 18 -> random(dice);
            case 19 -> utf8("{/* retry */" + good.substring(1));
            case 20 -> utf8("{\"valor\":0123.50," + good.substring(1));
            default -> utf8("{\"nome\":\"linha\u0000um\nlinha dois\"," + good.substring(1));
        };
    }

    /** A good event that a careless reader would refuse. */
    static byte[] oddity(int kind, Dice dice, Step like) {
        String good = like.body().toString();
        return switch (kind) {
            case 0 -> utf8(" \r\n\t" + good + "\n\n");
            case 1 -> utf8("{\"big\":" + "9".repeat(2_000) + "," + good.substring(1));
            case 2 -> utf8("{\"half\":\"\\ud83d\"," + good.substring(1));
            case 3 -> utf8(nested(good, DEPTH_AT_MOST - 1));
            case 4 -> utf8("{\"far\":-1.5E+400,\"near\":1e-999," + good.substring(1));
            default -> utf8("{\"" + "n".repeat(60_000) + "\":\"" + dice.hex(4) + "\"," + good.substring(1));
        };
    }

    /** What a bad line, a bad library or a bad hand makes of a body: most are no JSON any more, some still are. */
    static byte[] broken(Dice dice, byte[] body) {
        int at = dice.between(0, body.length - 1);
        byte[] piece = dice.pick(PIECES).getBytes(ISO_8859_1);
        int taken = dice.pick(0, 0, 1, 1, 2, 5);
        var out = new ByteArrayOutputStream();
        out.write(body, 0, at);
        if (dice.chance(0.3)) {
            out.write(dice.between(0, 255));
        } else {
            out.writeBytes(piece);
        }
        int rest = Math.min(body.length, at + taken);
        out.write(body, rest, body.length - rest);
        return out.toByteArray();
    }

    /** Well formed, of a loan, and of a type or status that no definition knows. */
    static Step unknown(int kind, Dice dice, Instant at) {
        return switch (kind) {
            case 0 -> base39(dice, at, "loan.exploded", "open");
            case 1 -> base39(dice, at, "loan.status_changed", dice.pick("approved", "on_hold", "Open"));
            case 2 -> base39(dice, at, "loan.installment.overdue", "unpaid");
            case 3 -> base39(dice, at, "=cmd|' /C calc'!A0", "open");
            case 4 -> base39(dice, at, "invoice.paid, \"partly\"\r\nsecond line", "paid");
            case 5 -> openCo(dice, at, "application.status_change", "ON_HOLD");
            case 6 -> openCo(dice, at, "invoice.status_change", "OPEN");
            case 7 -> openCo(dice, at, "refund.status_change", dice.pick("FAILED", "ACTION_REQUIRED"));
            default -> openCo(dice, at, "installment.status_change", "PAID_TWICE_OVER");
        };
    }

    static Step base39(Dice dice, Instant at, String type, String status) {
        var object = Tree.of("id", "loan_" + dice.hex(24), "loan", "loan_" + dice.hex(24), "status", status);
        var body = Tree.of("id", "evnt_" + dice.hex(24), "eventType", type, "data", object, "createdAt", at.toString());
        return new Step("base39", at, body);
    }

    static Step openCo(Dice dice, Instant at, String event, String status) {
        var body = Tree.of("event", event, "application_uuid", dice.uuid(), "new_status", status)
                .put("timestamp", at.toString());
        return new Step("openco", at, body);
    }

    static String contentType(Dice dice) {
        return dice.pick(List.of(
                "application/json",
                "text/plain;charset=ISO-8859-1",
                "application/x-www-form-urlencoded",
                "json; charset=",
                "multipart/form-data; boundary=x"));
    }

    /** {@code arrays} arrays in each other, in the object that the event is. */
    private static String nested(String good, int arrays) {
        return "{\"deep\":" + "[".repeat(arrays) + "]".repeat(arrays) + "," + good.substring(1);
    }

    private static byte[] random(Dice dice) {
        byte[] bytes = new byte[dice.between(1, 400)];
        dice.random().nextBytes(bytes);
        bytes[0] = (byte) 0xFF; // never the beginning of UTF-8
        return Arrays.copyOf(bytes, bytes.length);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}
