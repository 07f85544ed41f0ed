package io.callwatch.sandbox;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The order in which one walk through the pages meets the calls: shuffled, as the service promises none.
 *
 * <p>It holds ids, not versions: a page shows each call as it is when the page is asked for. On request calls come twice,
 * or change places with calls of pages that were served before, so that this walk misses one and repeats another.
 */
final class Listing {
    private final StartFilter filter;
    private final List<String> ids;
    private final double moving;
    private final Random random;
    private int served;

    Listing(StartFilter filter, List<Publication> found, double repeating, double moving, Random random) {
        this.filter = filter;
        this.moving = moving;
        this.random = random;
        this.ids = new ArrayList<>(found.size());
        found.forEach(each -> ids.add(each.id()));
        Collections.shuffle(ids, random);
        repeat(repeating);
    }

    StartFilter filter() {
        return filter;
    }

    int size() {
        return ids.size();
    }

    /** The ids at {@code [offset, offset + size)}; an answer that is asked for again is the same again. */
    synchronized List<String> page(int offset, int size) {
        int end = Math.min(ids.size(), offset + size);
        if (offset >= served) {
            move(offset, end);
            served = end;
        }
        return List.copyOf(ids.subList(Math.min(offset, end), end));
    }

    private void repeat(double share) {
        int calls = share > 0 ? ids.size() : 0;
        for (int i = 0; i < calls; i++) {
            if (random.nextDouble() < share) {
                ids.add(ids.get(i));
            }
        }
    }

    private void move(int offset, int end) {
        for (int i = offset; i < end && offset > 0 && moving > 0; i++) {
            if (random.nextDouble() < moving) {
                Collections.swap(ids, i, random.nextInt(offset));
            }
        }
    }
}
