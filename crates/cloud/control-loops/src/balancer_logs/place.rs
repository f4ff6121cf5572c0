//! Where a load balancer's log goes. In: its record. Out: a bucket, and AWS's names for files in it. Never here: files.

use std::net::Ipv4Addr;

use ledger::World;
use load_balancer::LogKind;
use model::elbv2::LoadBalancer;
use model::{Arn, Dice, Scope, Time};

/// A place for one kind of log of one load balancer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bucket {
    scope: Scope,
    /// `BUCKET/PREFIX`, or the bucket alone.
    root: String,
    /// `app.NAME.ID`
    balancer: String,
    address: Ipv4Addr,
    kind: LogKind,
    /// For the test file.
    name: String,
}

impl Bucket {
    /// Where this load balancer wants this kind of log; `None` when it wants none.
    pub(super) fn of(balancer: &LoadBalancer, kind: LogKind) -> Option<Bucket> {
        let family = match kind {
            LogKind::Request => "access_logs",
            LogKind::Connection => "connection_logs",
        };
        let set = |what: &str| balancer.attributes.get(&format!("{family}.s3.{what}")).map(String::as_str);
        let bucket = set("bucket").filter(|_| set("enabled") == Some("true"))?;
        let prefix = set("prefix").map(|prefix| format!("/{prefix}")).unwrap_or_default();
        Some(Bucket {
            scope: balancer.scope.clone(),
            root: format!("{bucket}{prefix}"),
            balancer: format!("app.{}.{}", balancer.name, balancer.id),
            address: balancer.address.unwrap_or(Ipv4Addr::LOCALHOST),
            kind,
            name: balancer.name.clone(),
        })
    }

    /// The same of the load balancer of an ARN.
    pub(super) fn of_arn(world: &World, text: &str, kind: LogKind) -> Option<Bucket> {
        let arn = Arn::parse(text)?;
        let scope = Scope::new(arn.account, arn.region).ok()?;
        let name = arn.resource.split('/').nth(2)?;
        Bucket::of(world.get::<LoadBalancer>(&LoadBalancer::key_of(&scope, name))?, kind)
    }

    /// Path of a file whose lines end at `until`; a letter or two of chance keep two files of one moment apart.
    pub(super) fn file(&self, until: Time, dice: &mut Dice) -> String {
        // 20261122212500...
        let digits: String = until.iso8601().chars().filter(char::is_ascii_digit).collect();
        let (year, month, day, clock) = (&digits[..4], &digits[4..6], &digits[6..8], &digits[8..12]);
        let (account, region) = (self.scope.account.as_str(), self.scope.region.as_str());
        let first = if self.kind == LogKind::Connection { "conn_log." } else { "" };
        let Bucket { root, balancer, address, .. } = self;
        format!(
            "{root}/AWSLogs/{account}/elasticloadbalancing/{region}/{year}/{month}/{day}/\
             {first}{account}_elasticloadbalancing_{region}_{balancer}_{year}{month}{day}T{clock}Z_{address}_{}.log.gz",
            dice.hex(8)
        )
    }

    /// Path of the test file.
    pub(super) fn test_file(&self) -> String {
        let kind = if self.kind == LogKind::Connection { "Connection" } else { "Access" };
        format!("{}/AWSLogs/{}/ELB{kind}LogTestFile", self.root, self.scope.account.as_str())
    }

    /// What it says.
    pub(super) fn test_text(&self, now: Time) -> String {
        format!("Enable {:?} log for ELB: {} at {}", self.kind, self.name, now.iso8601())
    }
}

/// A load balancer that wants its access log in `logs`, below `front`.
#[cfg(test)]
#[allow(clippy::unwrap_used)]
pub(super) fn example() -> LoadBalancer {
    let set = [("enabled", "true"), ("bucket", "logs"), ("prefix", "front")];
    let set = set.map(|(key, value)| (format!("access_logs.s3.{key}"), value.to_owned()));
    LoadBalancer {
        scope: Scope::new("000000000000", "us-west-2").unwrap(),
        name: "front".into(),
        id: "0123456789abcdef".into(),
        dns_name: "front.elb.localhost".into(),
        address: Some(Ipv4Addr::new(127, 1, 240, 1)),
        scheme: "internal".into(),
        ip_address_type: "ipv4".into(),
        vpc_id: "vpc-1".into(),
        subnets: vec![],
        security_groups: vec![],
        attributes: set.into_iter().collect(),
        created_at: Time(0),
        tags: Default::default(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn names_are_aws_names() {
        let balancer = example();
        let bucket = Bucket::of(&balancer, LogKind::Request).unwrap();
        let file = bucket.file(Time(1_700_000_100_000), &mut Dice::new(1));
        let (path, chance) = file.rsplit_once('_').unwrap();
        assert_eq!(
            path,
            "logs/front/AWSLogs/000000000000/elasticloadbalancing/us-west-2/2023/11/14/\
             000000000000_elasticloadbalancing_us-west-2_app.front.0123456789abcdef_20231114T2215Z_127.1.240.1"
        );
        assert_eq!(chance.len(), "01234567.log.gz".len());
        assert_eq!(Bucket::of(&balancer, LogKind::Connection), None);
        let off = LoadBalancer { attributes: Default::default(), ..balancer };
        assert_eq!(Bucket::of(&off, LogKind::Request), None);
    }
}
