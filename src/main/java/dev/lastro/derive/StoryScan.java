package dev.lastro.derive;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Every story of a provider, page by page. */
@Component
public class StoryScan {

    /** Stories that are held at once. */
    private static final int PAGE = 5_000;

    private final JdbcClient jdbc;

    StoryScan(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public long count(String provider) {
        return jdbc.sql("SELECT COUNT(*) FROM story WHERE provider = ?")
                .param(provider)
                .query(Long.class)
                .single();
    }

    /** Of the live side. While nobody else writes the derived tables. */
    public void forEachPage(String provider, Consumer<List<Story>> consumer) {
        forEachPage(Side.LIVE, provider, consumer);
    }

    void forEachPage(Side side, String provider, Consumer<List<Story>> consumer) {
        var codec = new StoryCodec();
        var last = "";
        for (var isMore = true; isMore; ) {
            var page = new ArrayList<Story>();
            jdbc.sql("SELECT loan_id, deliveries FROM %s WHERE provider = ? AND loan_id > ? ORDER BY loan_id LIMIT ?"
                            .formatted(side.table("story")))
                    .params(provider, last, PAGE)
                    .query(row -> {
                        var loan = new LoanKey(provider, row.getString(1));
                        page.add(codec.decode(loan, row.getBytes(2)));
                    });
            isMore = page.size() == PAGE;
            if (!page.isEmpty()) {
                last = page.getLast().loan().loanId();
                consumer.accept(page);
            }
        }
    }
}
