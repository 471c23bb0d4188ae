/* Lead to cash by hand, as a yardstick: integer milliseconds, a binary heap, FCFS queues, an activity log.
 *
 *     gcc -O2 -o lead_to_cash lead_to_cash.c -lm && ./lead_to_cash CASES SEED SEQUENTIAL
 *
 * Prints task completions, CPU seconds and the mean cycle time in minutes. Everything that a general simulator
 * has to look up is written into the code here: this is what the model costs, not what a simulator can do.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { QUALIFY, QUOTE, REVIEW, DELIVER, DRAFT, INVOICE, CLOSE, TASKS, ARRIVAL = TASKS };
enum { SALES, OPS, FINANCE, ROLES };

static const int role_of[TASKS] = {SALES, SALES, OPS, OPS, FINANCE, FINANCE, OPS};
static int idle[ROLES] = {2, 3, 1};

typedef struct { int64_t time, order; int32_t task, case_; } Event;
typedef struct { int64_t enabled; int32_t task, case_; } Waiting;
typedef struct { Waiting *items; int64_t head, tail, mask; } Queue;
typedef struct { int64_t enabled, started, ended; int32_t case_, task; } Row;

static Event *heap;
static int64_t heap_size, heap_room = 1024, order;
static Queue queues[ROLES];
static Row *rows;
static int64_t row_count, now;
static int64_t *arrived, *begun_at[TASKS], *enabled_at[TASKS];
static uint8_t *branches;
static uint64_t state;
static double total_cycle;
static int sequential;

static uint64_t next(void) {
    uint64_t x = state += 0x9E3779B97F4A7C15u;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return x ^ (x >> 31);
}

static double uniform(void) { return ((next() >> 12) + 0.5) * 0x1p-52; }

static int64_t exponential(double minutes) { return (int64_t)(-minutes * 60000 * log(uniform()) + 0.5); }

static int64_t lognormal(double minutes) { /* sigma of the logarithm 0.5; the pair of Box and Muller's halves */
    static double spare;
    static int has_spare;
    double z;
    if (has_spare) {
        has_spare = 0;
        z = spare;
    } else {
        double r = sqrt(-2 * log(uniform())), angle = 6.283185307179586 * uniform();
        z = r * cos(angle);
        spare = r * sin(angle);
        has_spare = 1;
    }
    return (int64_t)(minutes * 60000 * exp(0.5 * z - 0.125) + 0.5);
}

static int64_t work(int task) {
    switch (task) {
    case QUALIFY: return exponential(6);
    case QUOTE: return lognormal(8);
    case REVIEW: return exponential(8);
    case DELIVER: return lognormal(9);
    case DRAFT: return exponential(3);
    case INVOICE: return lognormal(5);
    default: return exponential(5);
    }
}

static void push(int64_t time, int task, int case_) {
    if (heap_size == heap_room)
        heap = realloc(heap, (heap_room *= 2) * sizeof *heap);
    int64_t i = heap_size++;
    while (i > 0 && heap[(i - 1) / 2].time > time) {
        heap[i] = heap[(i - 1) / 2];
        i = (i - 1) / 2;
    }
    heap[i] = (Event){time, order++, task, case_};
}

static int before(Event a, Event b) { return a.time < b.time || (a.time == b.time && a.order < b.order); }

static Event pop(void) {
    Event first = heap[0], last = heap[--heap_size];
    int64_t i = 0, below;
    while ((below = 2 * i + 1) < heap_size) {
        if (below + 1 < heap_size && before(heap[below + 1], heap[below]))
            below++;
        if (!before(heap[below], last))
            break;
        heap[i] = heap[below];
        i = below;
    }
    heap[i] = last;
    return first;
}

static void begin(int64_t enabled, int task, int case_) {
    enabled_at[task][case_] = enabled;
    begun_at[task][case_] = now;
    push(now + work(task), task, case_);
}

static void ask(int task, int case_) {
    int role = role_of[task];
    if (idle[role] > 0) {
        idle[role]--;
        begin(now, task, case_);
        return;
    }
    Queue *q = &queues[role];
    if (q->tail - q->head > q->mask) {
        int64_t size = q->mask + 1;
        Waiting *items = malloc(2 * size * sizeof *items);
        for (int64_t i = 0; i < size; i++)
            items[i] = q->items[(q->head + i) & q->mask];
        free(q->items);
        *q = (Queue){items, 0, size, 2 * size - 1};
    }
    q->items[q->tail++ & q->mask] = (Waiting){now, task, case_};
}

static void release(int role) {
    Queue *q = &queues[role];
    if (q->head == q->tail) {
        idle[role]++;
        return;
    }
    Waiting w = q->items[q->head++ & q->mask];
    begin(w.enabled, w.task, w.case_);
}

static void finish(int task, int case_) {
    rows[row_count++] = (Row){enabled_at[task][case_], begun_at[task][case_], now, case_, task};
    release(role_of[task]);
    switch (task) {
    case QUALIFY: ask(QUOTE, case_); break;
    case QUOTE: ask(REVIEW, case_); break;
    case REVIEW:
        if (uniform() < 0.2) {
            ask(QUOTE, case_);
        } else {
            ask(DELIVER, case_);
            if (!sequential)
                ask(DRAFT, case_);
        }
        break;
    case DELIVER:
        if (sequential) {
            ask(DRAFT, case_);
            break;
        } /* fall through */
    case DRAFT:
        if (sequential || ++branches[case_] == 2)
            ask(INVOICE, case_);
        break;
    case INVOICE: ask(CLOSE, case_); break;
    default: total_cycle += now - arrived[case_];
    }
}

int main(int count, char **words) {
    int64_t cases = count > 1 ? atoll(words[1]) : 100000, started = 0, room = 16 * cases + 1024;
    state = count > 2 ? strtoull(words[2], 0, 10) * 0x2545F4914F6CDD1Du : 1;
    sequential = count > 3 && atoi(words[3]);
    clock_t began = clock();
    heap = malloc(heap_room * sizeof *heap);
    rows = malloc(room * sizeof *rows);
    arrived = malloc(cases * sizeof *arrived);
    branches = calloc(cases, 1);
    for (int task = 0; task < TASKS; task++) {
        enabled_at[task] = malloc(cases * sizeof(int64_t));
        begun_at[task] = malloc(cases * sizeof(int64_t));
    }
    for (int role = 0; role < ROLES; role++)
        queues[role] = (Queue){malloc(64 * sizeof(Waiting)), 0, 0, 63};
    push(exponential(10), ARRIVAL, 0);
    while (heap_size) {
        Event event = pop();
        now = event.time;
        if (event.task != ARRIVAL) {
            finish(event.task, event.case_);
            continue;
        }
        arrived[event.case_] = now;
        ask(QUALIFY, event.case_);
        if (++started < cases)
            push(now + exponential(10), ARRIVAL, started);
    }
    double spent = (double)(clock() - began) / CLOCKS_PER_SEC;
    printf("%lld %.6f %.6f\n", (long long)row_count, spent, total_cycle / cases / 60000);
    return 0;
}
