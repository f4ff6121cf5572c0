//! Shares in small worlds: endpoints that answer, dawdle or hang go in, the moments at which deliveries end come out.

use std::collections::BTreeMap;

use model::{Dice, Scope};
use proptest::prelude::*;

use super::*;

/// Milliseconds after which SNS gives an attempt up.
const TIMEOUT: i64 = 15_000;

fn key(id: &str) -> Key {
    Key::new(&Scope::new("000000000000", "us-west-2").unwrap(), id)
}

fn owed(topic: &str, subscription: &str, due: usize) -> Owed {
    let subscription = format!("{topic}/{subscription}");
    Owed {
        topic: key(topic),
        endpoint: format!("http://{subscription}"),
        subscription: key(&subscription),
        due,
    }
}

/// Names of those that begin, in order.
fn begun(shares: &mut Shares, owed: &[Owed]) -> Vec<String> {
    shares.begin(owed).iter().map(|(at, _)| owed[*at].subscription.id.clone()).collect()
}

/// Subscriptions with what they are owed, how long their endpoints take, and when each delivery ended.
struct Small {
    shares: Shares,
    now: i64,
    owed: Vec<Owed>,
    takes: Vec<i64>,
    ends: BTreeMap<(i64, Ticket), usize>,
    over: Vec<Vec<i64>>,
}

impl Small {
    fn new(limits: Limits, subscriptions: impl IntoIterator<Item = (Owed, i64)>) -> Self {
        let (owed, takes): (Vec<_>, Vec<_>) = subscriptions.into_iter().unzip();
        let over = vec![Vec::new(); owed.len()];
        Self { shares: Shares::new(limits), now: 0, owed, takes, ends: BTreeMap::new(), over }
    }

    /// One round: begins what there is room for; every post is on its way at once.
    fn round(&mut self) -> Option<Time> {
        let again = self.shares.slow_down(Time(self.now));
        for (at, ticket) in self.shares.begin(&self.owed) {
            self.owed[at].due -= 1;
            self.shares.sent(ticket, Time(self.now));
            self.ends.insert((self.now + self.takes[at].min(TIMEOUT), ticket), at);
        }
        self.check();
        // What has just begun is slow that much later.
        again.or_else(|| self.shares.slow_down(Time(self.now)))
    }

    fn check(&self) {
        let (taken, limits) = (&self.shares.taken, &self.shares.limits);
        assert!(taken.trusted + taken.untrusted <= limits.quick, "{taken:?}");
        assert!(taken.untrusted <= limits.untrusted && taken.slow <= limits.slow, "{taken:?}");
        assert_eq!(taken.trusted + taken.untrusted + taken.slow, self.shares.under_way());
        for endpoint in self.shares.endpoints.values() {
            assert!(endpoint.posts.len() <= limits.endpoint, "{endpoint:?}");
        }
    }

    /// To the next moment at which something happens; false when nothing will.
    fn step(&mut self) -> bool {
        let again = self.round();
        let end = self.ends.first_key_value().map(|((at, _), _)| *at);
        let Some(next) = end.into_iter().chain(again.map(|time| time.0)).min() else { return false };
        self.now = next.max(self.now);
        while let Some(entry) = self.ends.first_entry().filter(|entry| entry.key().0 <= self.now) {
            let ((_, ticket), at) = entry.remove_entry();
            let how = if self.takes[at] < TIMEOUT { Ended::Answered } else { Ended::Failed };
            self.shares.ended(ticket, how, Time(self.now));
            self.over[at].push(self.now);
        }
        true
    }

    fn run(&mut self) {
        while self.step() {}
        assert!(self.owed.iter().all(|one| one.due == 0));
        let taken = &self.shares.taken;
        assert_eq!((taken.trusted, taken.untrusted, taken.slow, self.shares.sent.len()), (0, 0, 0, 0));
        assert!(self.shares.topics.values().chain(self.shares.subscriptions.values()).all(Share::is_idle));
    }

    /// When the last delivery of those that answer in time ended, and the first of those that hang.
    fn last_good_and_first_hung(&self) -> (i64, i64) {
        let by = |hangs: bool| {
            let of =
                self.over.iter().zip(&self.takes).filter(move |(_, takes)| (**takes >= TIMEOUT) == hangs);
            of.flat_map(|(over, _)| over.iter().copied())
        };
        (by(false).max().unwrap_or(0), by(true).min().unwrap_or(i64::MAX))
    }
}

fn hanging(topic: &str, count: usize, due: usize) -> Vec<(Owed, i64)> {
    (0..count).map(|one| (owed(topic, &format!("hangs-{one:04}"), due), i64::MAX)).collect()
}

#[test]
fn topics_take_turns_and_so_do_their_subscriptions() {
    let mut shares = Shares::new(Limits::default());
    let all = [owed("a", "1", 2), owed("a", "2", 2), owed("b", "1", 2)];
    assert_eq!(begun(&mut shares, &all), ["a/1", "b/1", "a/2", "b/1", "a/1", "a/2"]);
}

#[test]
fn whoever_waited_longest_is_next() {
    // One place, ten subscriptions: all get it once before any gets it twice.
    let limits = Limits { quick: 1, untrusted: 1, kept: 0, ..Limits::default() };
    let mut shares = Shares::new(limits);
    let all: Vec<_> = (0..10).map(|one| owed(["a", "b"][one % 2], &one.to_string(), 9)).collect();
    let mut served = Vec::new();
    for _ in 0..20 {
        let [(at, ticket)] = shares.begin(&all)[..] else { panic!("not one") };
        served.push(at);
        shares.ended(ticket, Ended::Answered, Time(0));
    }
    let (mut first, mut second) = (served[..10].to_vec(), served[10..].to_vec());
    first.sort_unstable();
    second.sort_unstable();
    assert_eq!((first, second), ((0..10).collect(), (0..10).collect()));
}

#[test]
fn an_endpoint_that_answers_gets_more_and_one_that_fails_gets_one() {
    let mut shares = Shares::new(Limits::default());
    let one = [owed("a", "1", 100)];
    let mut many = Vec::new();
    for _ in 0..7 {
        let begun = shares.begin(&one);
        many.push(begun.len());
        begun.iter().for_each(|(_, ticket)| shares.ended(*ticket, Ended::Answered, Time(0)));
    }
    assert_eq!(many, [2, 8, 64, 64, 64, 64, 64]);
    let begun = shares.begin(&one);
    shares.ended(begun[0].1, Ended::Failed, Time(0));
    assert!(shares.may_send(begun[1].1) && !shares.may_send(begun[2].1));
    begun[1..].iter().for_each(|(_, ticket)| shares.ended(*ticket, Ended::Withdrawn, Time(0)));
    assert_eq!(shares.begin(&one).len(), 1);
}

#[test]
fn a_second_of_silence_frees_the_quick_lane() {
    let limits = Limits { quick: 4, untrusted: 4, kept: 0, ..Limits::default() };
    let mut small = Small::new(limits, hanging("a", 4, 5));
    let again = small.round();
    assert_eq!((small.shares.taken.untrusted, again), (4, Some(Time(1000))));
    small.now = 1000;
    small.round();
    // Those that hang have moved, and get no more than one each.
    assert_eq!((small.shares.taken.untrusted, small.shares.taken.slow), (0, 4));
}

#[test]
fn a_late_answer_keeps_the_lane_and_a_timely_one_leaves_it() {
    let mut shares = Shares::new(Limits::default());
    let one = [owed("a", "1", 100)];
    let begun = shares.begin(&one);
    begun.iter().for_each(|(_, ticket)| shares.sent(*ticket, Time(0)));
    assert_eq!(shares.slow_down(Time(1000)), None);
    shares.ended(begun[0].1, Ended::Answered, Time(1500));
    let late = shares.begin(&one);
    assert_eq!((late.len(), shares.taken.slow), (1, 2));
    shares.sent(late[0].1, Time(1500));
    shares.ended(late[0].1, Ended::Answered, Time(1510));
    shares.begin(&one);
    assert!(shares.taken.trusted > 0, "{:?}", shares.taken);
}

#[test]
fn six_hundred_that_hang_hold_up_nobody() {
    for count in [50, 600] {
        let good = [(owed("a", "good", 50), 5), (owed("b", "good", 50), 5)];
        let mut small = Small::new(Limits::default(), hanging("a", count, 20).into_iter().chain(good));
        small.run();
        let (last_good, first_hung) = small.last_good_and_first_hung();
        assert!(last_good < first_hung, "{count}: {last_good} {first_hung}");
        // That of another topic never waits at all: fifty in windows of 2, 4, 8 and so on.
        assert!(small.over.last().unwrap().last().unwrap() <= &50, "{:?}", small.over.last());
    }
}

#[test]
fn endpoints_that_answered_before_they_hang_hold_up_nobody_either() {
    let mut small = Small::new(Limits::default(), hanging("a", 600, 20));
    for endpoint in small.owed.iter().map(|one| one.endpoint.clone()) {
        let known = Endpoint { window: 64, trusted: true, ..Endpoint::default() };
        small.shares.endpoints.insert(endpoint, known);
    }
    small.round();
    small.now = 10;
    let late = [(owed("a", "good", 5), 5), (owed("b", "good", 5), 5)];
    for (owed, takes) in late {
        small.owed.push(owed);
        small.takes.push(takes);
        small.over.push(Vec::new());
    }
    small.run();
    let (last_good, first_hung) = small.last_good_and_first_hung();
    assert!(last_good < first_hung, "{last_good} {first_hung}");
}

#[test]
fn what_is_known_of_the_idle_is_bounded() {
    let mut shares = Shares::new(Limits::default());
    for round in 0..200 {
        let all: Vec<_> = (0..100).map(|one| owed(&format!("t{round}"), &one.to_string(), 1)).collect();
        let begun = shares.begin(&all);
        begun.iter().for_each(|(_, ticket)| shares.ended(*ticket, Ended::Answered, Time(0)));
    }
    assert!(shares.endpoints.len() <= REMEMBERED + 100 && shares.subscriptions.len() <= REMEMBERED + 100);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever hangs, and however long others take: bounds hold, all is posted in the end, and whoever answers at once waits for
    /// patience only as often as it takes for those that hang to be found out.
    #[test]
    fn whoever_answers_is_never_starved(
        seed in any::<u64>(), hung in 0usize..900, slow in 0usize..20, good in 1usize..20, topics in 1usize..6,
    ) {
        let mut dice = Dice::new(seed);
        let mut all = Vec::new();
        for (kind, count) in [("hangs", hung), ("slow", slow), ("good", good)] {
            for one in 0..count {
                let topic = format!("t{}", dice.below(topics));
                let takes = match kind {
                    "hangs" => i64::MAX,
                    "slow" => 1000 + dice.below(5000) as i64,
                    _ => 1 + dice.below(20) as i64,
                };
                all.push((owed(&topic, &format!("{kind}-{one}"), 1 + dice.below(4)), takes));
            }
        }
        let mut small = Small::new(Limits::default(), all);
        small.run();
        let limits = Limits::default();
        let waves = (hung + slow).div_ceil(limits.untrusted / 2 - limits.kept) as i64 + 1;
        for (at, over) in small.over.iter().enumerate().filter(|(at, _)| small.takes[*at] <= 20) {
            let last = *over.last().unwrap();
            prop_assert!(last <= waves * limits.patience + 200, "{} at {last}", small.owed[at].subscription.id);
        }
    }
}
