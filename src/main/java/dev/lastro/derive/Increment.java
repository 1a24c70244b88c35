package dev.lastro.derive;

import dev.lastro.provider.Definitions;
import java.time.Instant;
import java.util.SortedMap;
import org.springframework.stereotype.Component;

/** Adds what is new to the live tables. */
@Component
public class Increment {

    /** Classifies and folds all deliveries of the prefix that are not classified yet, then folds the loans that are due. */
    public void run(long owner, Definitions definitions, SortedMap<String, Long> prefix, Instant cutOff, Watch watch) {
        throw new UnsupportedOperationException();
    }
}
