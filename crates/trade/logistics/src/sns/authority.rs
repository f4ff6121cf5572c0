//! In: URLs written in messages nobody has checked yet. Out: where they may be visited, if at all. Never here: visiting them.
//!
//! Only the topic's own SNS endpoint is ever visited. With `AWS_ENDPOINT_URL` set that endpoint stands for
//! `https://sns.<region>.amazonaws.com`, exactly as it does for the SDK: a URL at SNS's public name, or at this machine with the
//! endpoint's port, is visited *at the endpoint*. So a message can choose what we ask for, never whom we ask.

use courier::{Address, Origin};
use orders::TopicArn;

/// Who may vouch for messages of one topic.
#[derive(Debug, Clone)]
pub(crate) struct Authority {
    public: Origin,
    endpoint: Option<Origin>,
    topic: TopicArn,
}

/// A URL that must not be visited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Elsewhere;

impl Authority {
    pub(crate) fn new(topic: TopicArn, endpoint: Option<Origin>) -> Self {
        let suffix = if topic.region().starts_with("cn-") { "amazonaws.com.cn" } else { "amazonaws.com" };
        let host = format!("sns.{}.{suffix}", topic.region());
        Self { public: Origin { tls: true, host, port: 443 }, endpoint, topic }
    }

    pub(crate) fn topic(&self) -> &TopicArn {
        &self.topic
    }

    /// Where the certificate at `url` may be fetched.
    pub(crate) fn certificate(&self, url: &str) -> Result<Address, Elsewhere> {
        let address = self.rehome(url)?;
        let name = address
            .target
            .strip_prefix("/SimpleNotificationService-")
            .and_then(|rest| rest.strip_suffix(".pem"))
            .ok_or(Elsewhere)?;
        let plain = (1..=64).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric());
        if plain { Ok(address) } else { Err(Elsewhere) }
    }

    /// Where the subscription at `url` may be confirmed: only `ConfirmSubscription` of our own topic.
    pub(crate) fn confirmation(&self, url: &str) -> Result<Address, Elsewhere> {
        let address = self.rehome(url)?;
        let query = address.target.strip_prefix("/?").ok_or(Elsewhere)?;
        let has = |name: &str, wanted: &str| {
            let mut values =
                query.split('&').filter_map(|pair| pair.split_once('=')).filter(|(n, _)| *n == name);
            // Written twice, the two ends might read different ones.
            matches!((values.next(), values.next()), (Some((_, value)), None) if decoded(value) == wanted)
        };
        let ours = has("Action", "ConfirmSubscription") && has("TopicArn", self.topic.as_str());
        if ours { Ok(address) } else { Err(Elsewhere) }
    }

    fn rehome(&self, url: &str) -> Result<Address, Elsewhere> {
        let mut address = Address::parse(url).map_err(|_| Elsewhere)?;
        let Some(endpoint) = &self.endpoint else {
            return if address.origin == self.public { Ok(address) } else { Err(Elsewhere) };
        };
        let alias = address.origin.is_loopback() && address.origin.port == endpoint.port;
        if address.origin != *endpoint && address.origin != self.public && !alias {
            return Err(Elsewhere);
        }
        address.origin = endpoint.clone();
        Ok(address)
    }
}

fn decoded(text: &str) -> String {
    text.replace("%3A", ":").replace("%3a", ":")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOPIC: &str = "arn:aws:sns:us-east-2:123456789012:iridium";

    fn authority(endpoint: Option<&str>) -> Authority {
        let endpoint = endpoint.map(|e| Address::parse(e).unwrap().origin);
        Authority::new(TopicArn::parse(TOPIC).unwrap(), endpoint)
    }

    #[test]
    fn on_aws_only_the_regions_own_host_vouches() {
        let aws = authority(None);
        let good = "https://sns.us-east-2.amazonaws.com/SimpleNotificationService-0f3a.pem";
        assert_eq!(aws.certificate(good).unwrap().to_string(), good);
        for bad in [
            "http://sns.us-east-2.amazonaws.com/SimpleNotificationService-0f3a.pem",
            "https://sns.us-west-2.amazonaws.com/SimpleNotificationService-0f3a.pem",
            "https://sns.us-east-2.amazonaws.com.evil.example/SimpleNotificationService-0f3a.pem",
            "https://sns.us-east-2.amazonaws.com/other/SimpleNotificationService-0f3a.pem",
            "https://sns.us-east-2.amazonaws.com/SimpleNotificationService-../a.pem",
            "https://sns.us-east-2.amazonaws.com/SimpleNotificationService-a.pem?x=.pem",
            "https://evil.example/SimpleNotificationService-0f3a.pem",
            "http://localhost:4566/SimpleNotificationService-0f3a.pem",
        ] {
            assert_eq!(aws.certificate(bad), Err(Elsewhere), "{bad}");
        }
    }

    #[test]
    fn a_configured_endpoint_is_the_only_one_asked() {
        let local = authority(Some("http://cloud:4566"));
        for good in [
            "http://cloud:4566/SimpleNotificationService-a1.pem",
            "http://localhost:4566/SimpleNotificationService-a1.pem",
            "https://sns.us-east-2.amazonaws.com/SimpleNotificationService-a1.pem",
        ] {
            let visited = local.certificate(good).unwrap().to_string();
            assert_eq!(visited, "http://cloud:4566/SimpleNotificationService-a1.pem");
        }
        for bad in [
            "http://cloud:4567/SimpleNotificationService-a1.pem",
            "http://localhost:80/SimpleNotificationService-a1.pem",
            "http://evil.example:4566/SimpleNotificationService-a1.pem",
        ] {
            assert_eq!(local.certificate(bad), Err(Elsewhere), "{bad}");
        }
    }

    #[test]
    fn only_our_own_topic_is_confirmed() {
        let local = authority(Some("http://cloud:4566"));
        let base = "http://cloud:4566/?Action=ConfirmSubscription&Token=t&TopicArn=";
        assert!(local.confirmation(&format!("{base}{TOPIC}")).is_ok());
        assert!(local.confirmation(&format!("{base}{}", TOPIC.replace(':', "%3A"))).is_ok());
        for bad in [
            format!("{base}{TOPIC}x"),
            format!("{base}{TOPIC}&TopicArn=other"),
            format!("http://cloud:4566/?Action=DeleteTopic&TopicArn={TOPIC}"),
            format!("http://cloud:4566/x?Action=ConfirmSubscription&TopicArn={TOPIC}"),
            format!("http://evil.example/?Action=ConfirmSubscription&Token=t&TopicArn={TOPIC}"),
        ] {
            assert_eq!(local.confirmation(&bad), Err(Elsewhere), "{bad}");
        }
    }
}
