package dev.lastro.derive;

import dev.lastro.loan.Finding;
import dev.lastro.loan.FindingCode;
import dev.lastro.loan.Silences;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Providers that are silent at the cut-off. One whose definition was taken away is not awaited. */
@Component
class Silence implements Survey {

    private final ReceivedHours hours;
    private final Derived derived;

    Silence(ReceivedHours hours, Derived derived) {
        this.hours = hours;
        this.derived = derived;
    }

    @Override
    public Set<FindingCode> codes() {
        return Set.of(FindingCode.PROVIDER_SILENCE);
    }

    @Override
    public List<Finding> find(Asked asked) {
        var awaited = derived.madeWith(asked.side()).orElseThrow().means().keySet();
        var found = new ArrayList<Finding>();
        hours.find(asked).forEach((provider, received) -> {
            if (awaited.contains(provider)) {
                Silences.find(provider, received, asked.definitions().calendar(), asked.cutOff())
                        .ifPresent(found::add);
            }
        });
        return found;
    }
}
