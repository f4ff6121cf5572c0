//! Who is posted to next: fair shares of the posts that may be under way, by subscription and by topic.
//!
//! In: the subscriptions that are owed something, what becomes of each post, the time. Out: which of them get how many posts, in which
//! order. Never here: a clock, a socket, which message a post carries.
//!
//! ```text
//!             answered within a second: window x 2, trusted
//!              .---------------------------------------------.
//!              v                                             |
//!   new ---> quick lane (512; who is not trusted shares 256 of it) ---a second without an answer---> slow lane (1024), window 1
//!                                                            ^                                        | answered late: window + 1
//!                                                            '------------- answered in time ---------'
//!   failed: window 1, not trusted
//! ```
//! An endpoint that hangs so holds places of the quick lane for one second, and from then on one of the slow lane, where it harms nobody.
//! Half of the slow lane is for those that come over; only when a thousand endpoints hang at the same time does it fill up, and then
//! endpoints that are not trusted yet wait for one of them to be given up.
//!
//! Within a lane the topic with the fewest posts is next, and of its subscriptions the one with the fewest; among equals the one that has
//! waited longest. The last places of a lane are kept for topics that have nothing under way in it.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap, HashMap, HashSet};

use model::{Key, Time};

/// Bounds of what is under way.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Posts in the quick lane.
    pub quick: usize,
    /// Of them to endpoints that have not yet answered in time, or have failed since.
    pub untrusted: usize,
    /// Posts in the slow lane.
    pub slow: usize,
    /// Up to so many posts in it, others begin there; the rest is for those that come over from the quick lane.
    pub slow_begun: usize,
    /// Places of each bound that only a topic without a post in that lane may take.
    pub kept: usize,
    /// Posts for one endpoint, those included that wait for one of its connections.
    pub endpoint: usize,
    /// Milliseconds without an answer that make an endpoint slow.
    pub patience: i64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            quick: 512,
            untrusted: 256,
            slow: 1024,
            slow_begun: 512,
            kept: 32,
            endpoint: 64,
            patience: 1000,
        }
    }
}

/// Posts an endpoint nobody knows yet may have under way.
const FIRST_WINDOW: usize = 2;
/// And one that has not answered for too long.
const SLOW_WINDOW: usize = 1;
/// Endpoints and subscriptions remembered beyond those that are owed something: they need not earn trust again after each pause.
const REMEMBERED: usize = 4096;

/// A subscription that is owed something.
#[derive(Clone, Debug)]
pub struct Owed {
    /// Its topic.
    pub topic: Key,
    /// The subscription.
    pub subscription: Key,
    /// Where it is posted to; subscriptions with the same endpoint share its window.
    pub endpoint: String,
    /// Deliveries that are due and not under way; more than [`Shares::room`] need not be counted.
    pub due: usize,
}

/// What became of a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The endpoint answered that it has the message or does not want it.
    Answered,
    /// It did not answer, or had trouble.
    Failed,
    /// Nothing was posted.
    Withdrawn,
}

/// Names a post that was begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(u64);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lane {
    Trusted,
    Untrusted,
    Slow,
}

impl Lane {
    /// Whether it is one of those that share the quick places.
    fn is_quick(self) -> bool {
        self != Lane::Slow
    }
}

#[derive(Debug)]
struct Post {
    topic: Key,
    subscription: Key,
    endpoint: String,
    lane: Lane,
    /// Since when its bytes are on their way; waits for a connection until then.
    sent: Option<Time>,
}

#[derive(Debug)]
struct Endpoint {
    window: usize,
    trusted: bool,
    slow: bool,
    /// Since when every post to it has failed.
    failing: Option<Time>,
    posts: BTreeSet<Ticket>,
}

impl Default for Endpoint {
    fn default() -> Self {
        Self { window: FIRST_WINDOW, trusted: false, slow: false, failing: None, posts: BTreeSet::new() }
    }
}

impl Endpoint {
    fn lane(&self) -> Lane {
        match (self.slow, self.trusted) {
            (true, _) => Lane::Slow,
            (false, true) => Lane::Trusted,
            (false, false) => Lane::Untrusted,
        }
    }

    fn room(&self) -> usize {
        self.window.saturating_sub(self.posts.len())
    }
}

/// What a topic or a subscription has under way, and when it last got something.
#[derive(Debug, Default)]
struct Share {
    quick: usize,
    slow: usize,
    /// Turn in which it was last served.
    served: u64,
}

impl Share {
    fn of(&mut self, lane: Lane) -> &mut usize {
        if lane.is_quick() { &mut self.quick } else { &mut self.slow }
    }

    fn rank(&self, quick: bool) -> (usize, u64) {
        (if quick { self.quick } else { self.slow }, self.served)
    }

    fn is_idle(&self) -> bool {
        self.quick + self.slow == 0
    }
}

/// Places taken in each lane.
#[derive(Debug, Default)]
struct Taken {
    trusted: usize,
    untrusted: usize,
    slow: usize,
}

impl Taken {
    fn of(&mut self, lane: Lane) -> &mut usize {
        match lane {
            Lane::Trusted => &mut self.trusted,
            Lane::Untrusted => &mut self.untrusted,
            Lane::Slow => &mut self.slow,
        }
    }
}

/// What is under way, and whose turn it is.
#[derive(Debug, Default)]
pub struct Shares {
    limits: Limits,
    posts: HashMap<Ticket, Post>,
    endpoints: HashMap<String, Endpoint>,
    topics: HashMap<Key, Share>,
    subscriptions: HashMap<Key, Share>,
    taken: Taken,
    /// Posts of the quick lane that are on their way, the oldest first.
    sent: BTreeSet<(Time, Ticket)>,
    turn: u64,
}

impl Shares {
    /// Nothing under way.
    pub fn new(limits: Limits) -> Self {
        Self { limits, ..Self::default() }
    }

    /// Posts under way.
    pub fn under_way(&self) -> usize {
        self.posts.len()
    }

    /// Whether no endpoint whatever could get another post.
    pub fn is_full(&self) -> bool {
        let quick = self.taken.trusted + self.taken.untrusted;
        quick >= self.limits.quick && self.taken.slow >= self.limits.slow_begun
    }

    /// How many more posts this endpoint may have.
    pub fn room(&self, endpoint: &str) -> usize {
        self.endpoints.get(endpoint).map_or(FIRST_WINDOW.min(self.limits.endpoint), Endpoint::room)
    }

    /// Begins posts for as many of what is owed as there is room for: places in `owed` with the tickets of their posts, in fair order.
    ///
    /// `owed` names every subscription that is owed something; of others only the last few thousand are remembered.
    pub fn begin(&mut self, owed: &[Owed]) -> Vec<(usize, Ticket)> {
        let mut begun = Vec::new();
        for quick in [true, false] {
            let mut turns = Turns::new(self, owed, quick);
            while let Some(at) = turns.next(self) {
                let ticket = self.take(&owed[at]);
                begun.push((at, ticket));
                turns.served(self, at);
            }
        }
        self.forget(owed);
        begun
    }

    /// The post's bytes are on their way since now.
    pub fn sent(&mut self, ticket: Ticket, now: Time) {
        let Some(post) = self.posts.get_mut(&ticket) else { return };
        post.sent = Some(now);
        if post.lane.is_quick() {
            self.sent.insert((now, ticket));
        }
    }

    /// Whether a post that waited for a connection may still be sent: not to an endpoint that went slow or failed meanwhile, beyond its
    /// window.
    pub fn may_send(&self, ticket: Ticket) -> bool {
        let Some(post) = self.posts.get(&ticket) else { return false };
        let Some(endpoint) = self.endpoints.get(&post.endpoint) else { return false };
        endpoint.posts.iter().position(|one| *one == ticket).is_some_and(|place| place < endpoint.window)
    }

    /// The post is over.
    pub fn ended(&mut self, ticket: Ticket, how: Ended, now: Time) {
        let Some(post) = self.posts.remove(&ticket) else { return };
        *self.taken.of(post.lane) -= 1;
        for share in [self.topics.get_mut(&post.topic), self.subscriptions.get_mut(&post.subscription)]
            .into_iter()
            .flatten()
        {
            *share.of(post.lane) -= 1;
        }
        if let Some(sent) = post.sent {
            self.sent.remove(&(sent, ticket));
        }
        let late = post.sent.is_some_and(|sent| now.since(sent) >= self.limits.patience);
        let most = self.limits.endpoint;
        let Some(endpoint) = self.endpoints.get_mut(&post.endpoint) else { return };
        endpoint.posts.remove(&ticket);
        endpoint.failing = match how {
            Ended::Answered => None,
            Ended::Failed => endpoint.failing.or(Some(now)),
            Ended::Withdrawn => endpoint.failing,
        };
        match how {
            Ended::Answered if late => endpoint.window = (endpoint.window + 1).min(most),
            Ended::Answered => {
                (endpoint.trusted, endpoint.slow) = (true, false);
                endpoint.window = (endpoint.window * 2).min(most);
            }
            Ended::Failed => {
                (endpoint.window, endpoint.trusted, endpoint.slow) = (1, false, endpoint.slow || late)
            }
            Ended::Withdrawn => {}
        }
    }

    /// Since when every post to an endpoint has failed.
    pub fn failing_since(&self, endpoint: &str) -> Option<Time> {
        self.endpoints.get(endpoint)?.failing
    }

    /// Moves what has not been answered in time out of the quick lane. When to look again, if anything is on its way there.
    pub fn slow_down(&mut self, now: Time) -> Option<Time> {
        while let Some((sent, ticket)) = self.sent.first().copied() {
            let due = sent.plus(self.limits.patience);
            if due > now {
                return Some(due);
            }
            let Some(endpoint) = self.posts.get(&ticket).map(|post| post.endpoint.clone()) else {
                self.sent.remove(&(sent, ticket));
                continue;
            };
            if !self.move_over(&endpoint) {
                // The slow lane is full: the end of one of its posts makes room, and brings the next look.
                return None;
            }
            self.sent.remove(&(sent, ticket));
        }
        None
    }

    /// Moves an endpoint's posts into the slow lane; false when not all of them had room.
    fn move_over(&mut self, name: &str) -> bool {
        let Some(endpoint) = self.endpoints.get_mut(name) else { return true };
        if !endpoint.slow {
            (endpoint.slow, endpoint.trusted) = (true, false);
            endpoint.window = endpoint.window.min(SLOW_WINDOW);
        }
        for ticket in endpoint.posts.iter().copied() {
            let Some(post) = self.posts.get_mut(&ticket).filter(|post| post.lane.is_quick()) else {
                continue;
            };
            if self.taken.slow >= self.limits.slow {
                return false;
            }
            for share in [self.topics.get_mut(&post.topic), self.subscriptions.get_mut(&post.subscription)]
                .into_iter()
                .flatten()
            {
                share.quick -= 1;
                share.slow += 1;
            }
            *self.taken.of(post.lane) -= 1;
            self.taken.slow += 1;
            post.lane = Lane::Slow;
            if let Some(sent) = post.sent {
                self.sent.remove(&(sent, ticket));
            }
        }
        true
    }

    fn lane_of(&self, endpoint: &str) -> Lane {
        self.endpoints.get(endpoint).map_or(Lane::Untrusted, Endpoint::lane)
    }

    /// Whether a lane has a place for a topic.
    fn has_place(&self, lane: Lane, topic: &Key) -> bool {
        let share = self.topics.get(topic);
        let has_none = share.is_none_or(|share| share.rank(lane.is_quick()).0 == 0);
        let kept = if has_none { 0 } else { self.limits.kept };
        let quick = self.taken.trusted + self.taken.untrusted;
        let fits = |taken: usize, most: usize| taken < most.saturating_sub(kept);
        match lane {
            Lane::Trusted => fits(quick, self.limits.quick),
            Lane::Untrusted => {
                fits(quick, self.limits.quick) && fits(self.taken.untrusted, self.limits.untrusted)
            }
            Lane::Slow => fits(self.taken.slow, self.limits.slow_begun),
        }
    }

    fn take(&mut self, owed: &Owed) -> Ticket {
        self.turn += 1;
        let (ticket, lane) = (Ticket(self.turn), self.lane_of(&owed.endpoint));
        *self.taken.of(lane) += 1;
        for share in [
            self.topics.entry(owed.topic.clone()).or_default(),
            self.subscriptions.entry(owed.subscription.clone()).or_default(),
        ] {
            *share.of(lane) += 1;
            share.served = self.turn;
        }
        self.endpoints.entry(owed.endpoint.clone()).or_default().posts.insert(ticket);
        let post = Post {
            topic: owed.topic.clone(),
            subscription: owed.subscription.clone(),
            endpoint: owed.endpoint.clone(),
            lane,
            sent: None,
        };
        self.posts.insert(ticket, post);
        ticket
    }

    /// Forgets whoever is owed nothing and has nothing under way, once there are many.
    fn forget(&mut self, owed: &[Owed]) {
        let known = self.endpoints.len().max(self.subscriptions.len());
        if known <= REMEMBERED + owed.len() {
            return;
        }
        let topics: HashSet<&Key> = owed.iter().map(|one| &one.topic).collect();
        let subscriptions: HashSet<&Key> = owed.iter().map(|one| &one.subscription).collect();
        let endpoints: HashSet<&str> = owed.iter().map(|one| one.endpoint.as_str()).collect();
        self.topics.retain(|key, share| !share.is_idle() || topics.contains(key));
        self.subscriptions.retain(|key, share| !share.is_idle() || subscriptions.contains(key));
        self.endpoints.retain(|name, known| !known.posts.is_empty() || endpoints.contains(name.as_str()));
    }
}

/// Fewest under way first, then the one that has waited longest, then its place.
type Rank = Reverse<((usize, u64), usize)>;

/// Whose turn it is in one lane.
struct Turns<'o> {
    owed: &'o [Owed],
    quick: bool,
    /// Deliveries left of each.
    left: Vec<usize>,
    topics: BinaryHeap<Rank>,
    /// Of each topic, by its place in the heap's entries.
    names: Vec<&'o Key>,
    subscriptions: Vec<BinaryHeap<Rank>>,
    current: usize,
}

impl<'o> Turns<'o> {
    fn new(shares: &Shares, owed: &'o [Owed], quick: bool) -> Self {
        let mut turns = Self {
            owed,
            quick,
            left: owed.iter().map(|one| one.due).collect(),
            topics: BinaryHeap::new(),
            names: Vec::new(),
            subscriptions: Vec::new(),
            current: 0,
        };
        let mut places: HashMap<&Key, usize> = HashMap::new();
        for (at, one) in owed.iter().enumerate() {
            if one.due == 0 || shares.lane_of(&one.endpoint).is_quick() != quick {
                continue;
            }
            let place = *places.entry(&one.topic).or_insert_with(|| {
                turns.names.push(&one.topic);
                turns.subscriptions.push(BinaryHeap::new());
                turns.names.len() - 1
            });
            let rank = turns.subscription(shares, at);
            turns.subscriptions[place].push(rank);
        }
        turns.topics = (0..turns.names.len()).map(|place| turns.topic(shares, place)).collect();
        turns
    }

    fn topic(&self, shares: &Shares, place: usize) -> Rank {
        let rank = shares.topics.get(self.names[place]).map(|share| share.rank(self.quick));
        Reverse((rank.unwrap_or_default(), place))
    }

    fn subscription(&self, shares: &Shares, at: usize) -> Rank {
        let rank = shares.subscriptions.get(&self.owed[at].subscription).map(|share| share.rank(self.quick));
        Reverse((rank.unwrap_or_default(), at))
    }

    /// The next that has room.
    fn next(&mut self, shares: &Shares) -> Option<usize> {
        while let Some(Reverse((_, place))) = self.topics.pop() {
            while let Some(Reverse((_, at))) = self.subscriptions[place].pop() {
                let one = &self.owed[at];
                if shares.room(&one.endpoint) > 0
                    && shares.has_place(shares.lane_of(&one.endpoint), &one.topic)
                {
                    self.current = place;
                    return Some(at);
                }
            }
        }
        None
    }

    /// It got one: it and its topic stand in line again.
    fn served(&mut self, shares: &Shares, at: usize) {
        self.left[at] -= 1;
        if self.left[at] > 0 {
            let rank = self.subscription(shares, at);
            self.subscriptions[self.current].push(rank);
        }
        if !self.subscriptions[self.current].is_empty() {
            let rank = self.topic(shares, self.current);
            self.topics.push(rank);
        }
    }
}

#[cfg(test)]
#[path = "shares_tests.rs"]
mod tests;
