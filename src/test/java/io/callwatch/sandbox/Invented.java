package io.callwatch.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * Lifelike call records from a seed: meetings, calls between two, calls by phone from home and abroad, guests, other
 * tenants, calls of a few seconds, later versions, and the service's delay before it lists them. Names and numbers are
 * from ranges kept for fiction. The same seed and arguments give the same calls.
 */
public final class Invented {
    /** The company's own numbers begin so. */
    public static final String INTERNAL = "+4930901";
    static final String OTHER_TENANT = "7f3c2b1a-0000-4000-8000-00000000beef";
    private static final String[] PEOPLE = {"Abbie Wilkins", "Jörg Müller", "Zoë O'Neil", "Łukasz Nowak", "Megan Bowen",
        "Nestor Wilke", "Ayşe Yılmaz", "Lee Gu", "Adele Vance", "Hiroshi 田中", "Patti Fernandez", "Diego Siciliani"};
    private static final String[] ABROAD = {"+442079460", "+12025550", "+3319900", "+61255501", "+5564981205"};
    private final Random random;

    public Invented(long seed) {
        this.random = new Random(seed);
    }

    /**
     * So many calls a day that start in the span of {@code days} before {@code until}, all their versions, in no order;
     * some are listed only after {@code until}.
     */
    public List<InventedCall> calls(int perDay, int days, Instant until) {
        return calls(perDay * days, until.minus(Duration.ofDays(days)), until);
    }

    /** So many calls that start in {@code [from, to)}. */
    public List<InventedCall> calls(int count, Instant from, Instant to) {
        List<InventedCall> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            InventedCall call = call(OfficeDay.start(from, to, random));
            Instant listed = call.end().plus(lag());
            boolean again = chance(0.2);
            boolean early = again && chance(0.25);
            all.add((early ? call.organizedBy(null, null, null, null) : call).as(1, listed));
            if (again) {
                all.add(call.as(2, listed.plus(minutes(10, 720))));
            }
        }
        return all;
    }

    private InventedCall call(Instant start) {
        double kind = random.nextDouble();
        if (kind < 0.45) {
            return user(start, "groupCall", meeting(), SimulatedTenant.TENANT_ID);
        } else if (kind < 0.70) {
            return user(start, "peerToPeer", talk(), SimulatedTenant.TENANT_ID);
        } else if (kind < 0.75) {
            return user(start, "groupCall", meeting(), OTHER_TENANT);
        } else if (kind < 0.78) {
            return organized(start, "groupCall", talk(), "guest", hex(), "Guest " + random.nextInt(90), null);
        } else if (kind < 0.80) {
            return organized(start, "peerToPeer", talk(), "application", uuid(), "Reception", SimulatedTenant.TENANT_ID);
        }
        return organized(start, "peerToPeer", talk(), "phone", number(kind), null, null);
    }

    private InventedCall user(Instant start, String type, Duration length, String tenant) {
        int person = random.nextInt(PEOPLE.length);
        return organized(start, type, length, "user", "821809f5-0000-0000-0000-%012x".formatted(person), PEOPLE[person], tenant);
    }

    private InventedCall organized(Instant start, String type, Duration length, String kind, String id, String name, String tenant) {
        return new InventedCall(uuid(), 1, type, start, start.plus(length), kind, id, name, tenant, start);
    }

    /** Eight in twenty come from the company's own numbers, seven from the country, five from abroad. */
    private String number(double kind) {
        if (kind < 0.88) {
            return INTERNAL + "%04d".formatted(random.nextInt(10_000));
        }
        return kind < 0.95 ? "+493023125" + "%03d".formatted(random.nextInt(1000))
                : ABROAD[random.nextInt(ABROAD.length)] + "%03d".formatted(random.nextInt(1000));
    }

    private Duration meeting() {
        if (chance(0.03)) {
            return blink();
        }
        int planned = chance(0.6) ? 30 : 60;
        return chance(0.02) ? minutes(300, 600) : minutes(planned - 12, planned + 8);
    }

    private Duration talk() {
        return chance(0.08) ? blink() : Duration.ofMillis((long) (Math.exp(random.nextGaussian() + 5.3) * 1000) + 5_000);
    }

    private Duration blink() {
        return Duration.ofMillis(400 + random.nextInt(4_500));
    }

    /** 7 to 68 minutes as seen, rarely up to the 150 that are promised. */
    private Duration lag() {
        return chance(0.04) ? minutes(68, 150) : minutes(7, 68);
    }

    private Duration minutes(int from, int to) {
        return Duration.ofMillis((long) ((from + random.nextDouble() * (to - from)) * 60_000));
    }

    private boolean chance(double share) {
        return random.nextDouble() < share;
    }

    private String uuid() {
        return new UUID(random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() & ~(3L << 62) | 2L << 62).toString();
    }

    private String hex() {
        return "%016x%016x".formatted(random.nextLong(), random.nextLong());
    }
}
