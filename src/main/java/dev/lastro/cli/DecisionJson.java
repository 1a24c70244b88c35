package dev.lastro.cli;

import dev.lastro.loan.Decision;
import dev.lastro.loan.Place;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A decision for machines; of which findings, says where it stands. */
final class DecisionJson {

    private DecisionJson() {}

    static Map<String, @Nullable Object> map(Place place, Decision decision) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("decision", place.toString());
        map.put("kind", decision.kind().name());
        map.put("by", decision.by());
        map.put("entered_by", decision.enteredBy());
        map.put("at", decision.at().toString());
        map.put("because", decision.because());
        map.put("to", decision.to());
        return map;
    }
}
