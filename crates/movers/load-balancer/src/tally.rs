//! Counters of the data plane. In: events, each worker in its own shard. Out: sums since the start, by load balancer
//! and by target group. Never done here: rates, periods, names of CloudWatch metrics.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::histogram::{BUCKETS, Histogram, bucket};

/// What is counted.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Count {
    Requests,
    Elb3xx,
    Elb4xx,
    Elb5xx,
    Target2xx,
    Target3xx,
    Target4xx,
    Target5xx,
    TargetMicros,
    TargetAnswers,
    ConnectErrors,
    ClientBytes,
    TargetBytes,
    Fixed,
    Redirects,
    ClientTlsErrors,
    TargetTlsErrors,
    Elb500,
    Elb502,
    Elb503,
    Elb504,
    Grpc,
    RuleEvaluations,
    NonSticky,
    NonCompliant,
    DroppedInvalidHeader,
    Connections,
    ConnectionsEnded,
}

const KINDS: usize = Count::ConnectionsEnded as usize + 1;

/// One worker's counts; alone on its cache lines so that workers do not slow one another.
#[repr(align(128))]
#[derive(Debug)]
struct Shard {
    counts: [AtomicU64; KINDS],
    times: [AtomicU64; BUCKETS],
}

impl Default for Shard {
    fn default() -> Self {
        Self { counts: [const { AtomicU64::new(0) }; KINDS], times: [const { AtomicU64::new(0) }; BUCKETS] }
    }
}

/// Counts of one load balancer or target group.
#[derive(Debug)]
pub(crate) struct Tally {
    shards: Box<[Shard]>,
}

impl Tally {
    pub(crate) fn new(workers: usize) -> Self {
        Self { shards: (0..workers.max(1)).map(|_| Shard::default()).collect() }
    }

    pub(crate) fn add(&self, worker: usize, count: Count, by: u64) {
        self.shard(worker).counts[count as usize].fetch_add(by, Ordering::Relaxed);
    }

    fn shard(&self, worker: usize) -> &Shard {
        &self.shards[worker % self.shards.len()]
    }

    /// Counts the time a target took to answer.
    pub(crate) fn target_time(&self, worker: usize, micros: u64) {
        self.add(worker, Count::TargetMicros, micros);
        self.add(worker, Count::TargetAnswers, 1);
        self.shard(worker).times[bucket(micros)].fetch_add(1, Ordering::Relaxed);
    }

    /// Counts an answer the balancer made itself.
    pub(crate) fn own_answer(&self, worker: usize, status: u16) {
        match status {
            300..=399 => self.add(worker, Count::Elb3xx, 1),
            400..=499 => self.add(worker, Count::Elb4xx, 1),
            500..=599 => self.add(worker, Count::Elb5xx, 1),
            _ => {}
        }
        let exact = match status {
            500 => Count::Elb500,
            502 => Count::Elb502,
            503 => Count::Elb503,
            504 => Count::Elb504,
            _ => return,
        };
        self.add(worker, exact, 1);
    }

    /// Counts an answer of a target.
    pub(crate) fn target_answer(&self, worker: usize, status: u16) {
        let count = match status {
            200..=299 => Count::Target2xx,
            300..=399 => Count::Target3xx,
            400..=499 => Count::Target4xx,
            500..=599 => Count::Target5xx,
            _ => return,
        };
        self.add(worker, count, 1);
    }

    fn sum(&self, count: Count) -> u64 {
        self.shards.iter().map(|shard| shard.counts[count as usize].load(Ordering::Relaxed)).sum()
    }

    fn times(&self) -> Histogram {
        let sum = |at: usize| self.shards.iter().map(|shard| shard.times[at].load(Ordering::Relaxed)).sum();
        Histogram::from_counts((0..BUCKETS).map(sum))
    }

    pub(crate) fn read(&self, arn: &Arc<str>, name: &Arc<str>) -> Counters {
        Counters {
            arn: Arc::clone(arn),
            name: Arc::clone(name),
            requests: self.sum(Count::Requests),
            elb_3xx: self.sum(Count::Elb3xx),
            elb_4xx: self.sum(Count::Elb4xx),
            elb_5xx: self.sum(Count::Elb5xx),
            target_2xx: self.sum(Count::Target2xx),
            target_3xx: self.sum(Count::Target3xx),
            target_4xx: self.sum(Count::Target4xx),
            target_5xx: self.sum(Count::Target5xx),
            target_response_micros: self.sum(Count::TargetMicros),
            target_responses: self.sum(Count::TargetAnswers),
            target_connection_errors: self.sum(Count::ConnectErrors),
            request_bytes: self.sum(Count::ClientBytes),
            response_bytes: self.sum(Count::TargetBytes),
            fixed_responses: self.sum(Count::Fixed),
            redirects: self.sum(Count::Redirects),
            client_tls_errors: self.sum(Count::ClientTlsErrors),
            target_tls_errors: self.sum(Count::TargetTlsErrors),
            elb_500: self.sum(Count::Elb500),
            elb_502: self.sum(Count::Elb502),
            elb_503: self.sum(Count::Elb503),
            elb_504: self.sum(Count::Elb504),
            grpc_requests: self.sum(Count::Grpc),
            rule_evaluations: self.sum(Count::RuleEvaluations),
            non_sticky_requests: self.sum(Count::NonSticky),
            non_compliant_requests: self.sum(Count::NonCompliant),
            dropped_invalid_header_requests: self.sum(Count::DroppedInvalidHeader),
            new_connections: self.sum(Count::Connections),
            active_connections: self
                .sum(Count::Connections)
                .saturating_sub(self.sum(Count::ConnectionsEnded)),
            response_times: self.times(),
        }
    }
}

/// Sums since the balancer started; they never go down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counters {
    /// ARN of the load balancer or target group.
    pub arn: Arc<str>,
    /// Its metric name.
    pub name: Arc<str>,
    /// Requests read and routed.
    pub requests: u64,
    /// 3xx answers made by the balancer.
    pub elb_3xx: u64,
    /// 4xx answers made by the balancer.
    pub elb_4xx: u64,
    /// 5xx answers made by the balancer.
    pub elb_5xx: u64,
    /// 2xx answers of targets.
    pub target_2xx: u64,
    /// 3xx answers of targets.
    pub target_3xx: u64,
    /// 4xx answers of targets.
    pub target_4xx: u64,
    /// 5xx answers of targets.
    pub target_5xx: u64,
    /// Sum of the times from request sent to response head read, in microseconds.
    pub target_response_micros: u64,
    /// How many times that sum has parts.
    pub target_responses: u64,
    /// Connections to targets that could not be made.
    pub target_connection_errors: u64,
    /// Bytes received from clients in forwarded requests.
    pub request_bytes: u64,
    /// Bytes sent to clients in answers of targets.
    pub response_bytes: u64,
    /// Fixed responses given.
    pub fixed_responses: u64,
    /// Redirects given.
    pub redirects: u64,
    /// TLS handshakes of clients that failed.
    pub client_tls_errors: u64,
    /// TLS handshakes with targets that failed.
    pub target_tls_errors: u64,
    /// 500 answers made by the balancer.
    pub elb_500: u64,
    /// 502 answers made by the balancer.
    pub elb_502: u64,
    /// 503 answers made by the balancer.
    pub elb_503: u64,
    /// 504 answers made by the balancer.
    pub elb_504: u64,
    /// Requests that announced gRPC.
    pub grpc_requests: u64,
    /// Rules looked at, default rules not counted.
    pub rule_evaluations: u64,
    /// Requests to a sticky group that no cookie (or a stale one) held to a target.
    pub non_sticky_requests: u64,
    /// Requests whose framing was not fully compliant.
    pub non_compliant_requests: u64,
    /// Requests that lost headers with invalid names.
    pub dropped_invalid_header_requests: u64,
    /// Client connections, counted once it is clear whose they are.
    pub new_connections: u64,
    /// Client connections open now.
    pub active_connections: u64,
    /// Times from request sent to response head read.
    pub response_times: Histogram,
}

/// All counters at one moment.
#[derive(Debug, Clone, Default)]
pub struct Metrics {
    /// One entry per load balancer of the present table.
    pub load_balancers: Vec<Counters>,
    /// One entry per target group of the present table.
    pub target_groups: Vec<Counters>,
    /// Client connections open now.
    pub active_connections: u64,
    /// Client connections ever accepted.
    pub new_connections: u64,
    /// Client connections refused because the bound was reached.
    pub rejected_connections: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_add_up() {
        let tally = Tally::new(2);
        tally.add(0, Count::Requests, 2);
        tally.add(1, Count::Requests, 3);
        tally.own_answer(1, 503);
        tally.target_answer(0, 204);
        tally.target_time(0, 1500);
        tally.target_time(1, 9);
        let read = tally.read(&"arn".into(), &"name".into());
        assert_eq!((read.requests, read.elb_5xx, read.target_2xx, read.elb_4xx), (5, 1, 1, 0));
        assert_eq!((read.elb_503, read.elb_502, read.response_times.count()), (1, 0, 2));
    }
}
