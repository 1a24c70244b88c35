package dev.lastro.derive;

import java.util.ArrayList;

/** A story as the bytes of {@code story.deliveries}. Not thread-safe. */
final class StoryCodec {

    private final LineCodec lines = new LineCodec();
    private final ByteSink sink = new ByteSink(4_096);

    byte[] encode(Story story) {
        lines.begin();
        sink.clear();
        sink.number(story.lines().size());
        for (var line : story.lines()) {
            lines.write(line, sink);
        }
        return sink.toBytes();
    }

    Story decode(LoanKey loan, byte[] bytes) {
        lines.begin();
        var in = new ByteSource(bytes);
        var count = in.count();
        var read = new ArrayList<Line>(count);
        for (var i = 0; i < count; i++) {
            read.add(lines.read(in, loan));
        }
        if (!in.isAtEnd()) {
            throw new IllegalStateException("the story of " + loan + " has more bytes than its " + count + " lines");
        }
        return new Story(loan, read);
    }
}
