//! In: named texts. Out: what HQ is to do. Never here: reading the environment itself, opening anything.
//!
//! | name | meaning | default |
//! |---|---|---|
//! | `PORT` | where HQ listens | 8888 |
//! | `orderTopic`, `iridiumTopic`, `magnesiteTopic` | ARNs orders are published to; one not given is not fed | none |
//! | `ORDER_RATE` | orders a second and topic, 0 to 5000 | 2 |
//! | `MAX_IN_FLIGHT` | open orders a topic before its feed waits | 5000 |
//! | `ORDERS_TABLE`, `KEYS_TABLE` | DynamoDB tables | `orders`, `keys` |
//! | `ADMIN_TOKEN` | bearer token for `PUT /rate`; without it only callers on this machine may | none |
//! | `ALLOWED_HOSTS` | names of HQ for browsers beside those nobody else can give out (see `browsers`), with commas between | none |
//! | `PLATFORM_STATE_URL` | where to read which tasks run where | none |
//! | `drainSeconds` | time for requests in hand after SIGTERM | 20 |

use courier::{Address, Missing, SdkSettings, Settings};
use orders::{Resource, TopicArn};
use std::time::Duration;

/// What HQ is to do.
#[derive(Debug, Clone, PartialEq)]
pub struct HqSettings {
    pub(crate) port: u16,
    pub(crate) topics: Vec<(Resource, TopicArn)>,
    pub(crate) rate: f64,
    pub(crate) most_in_flight: usize,
    pub(crate) orders_table: String,
    pub(crate) keys_table: String,
    pub(crate) admin_token: Option<String>,
    /// In lower case.
    pub(crate) allowed_hosts: Vec<String>,
    pub(crate) platform: Option<Address>,
    pub(crate) sns: SdkSettings,
    pub(crate) dynamodb: SdkSettings,
    pub(crate) grace: Duration,
}

/// The fastest feed, in orders a second and topic.
pub(crate) const MOST_RATE: f64 = 5_000.0;

impl HqSettings {
    /// Reads HQ's settings; the error names the setting and what is wrong with it.
    pub fn read(said: &Settings<'_>) -> Result<Self, Missing> {
        let platform = said.text("PLATFORM_STATE_URL").map(|text| {
            Address::parse(&text).map_err(|e| Settings::wrong("PLATFORM_STATE_URL", &e.to_string()))
        });
        let topics = topics(said)?;
        let (sns, dynamodb) = (SdkSettings::read(said, "SNS")?, SdkSettings::read(said, "DYNAMODB")?);
        // The topics say where SNS is; the tables are in HQ's own Region, which is the same unless said otherwise.
        let home = topics.first().map(|(_, arn): &(Resource, TopicArn)| arn.region().to_owned());
        let placed = |sdk: SdkSettings, region: Option<&String>| match region {
            Some(region) => sdk.in_region(region),
            None => sdk,
        };
        Ok(Self {
            dynamodb: placed(dynamodb.clone(), dynamodb.region.as_ref().or(home.as_ref())),
            sns: placed(sns, home.as_ref()),
            port: said.number("PORT", 8888, 0..=u16::MAX)?,
            topics,
            rate: said.number("ORDER_RATE", 2.0, 0.0..=MOST_RATE)?,
            most_in_flight: said.number("MAX_IN_FLIGHT", 5_000, 1..=50_000)?,
            orders_table: said.text("ORDERS_TABLE").unwrap_or_else(|| "orders".to_owned()),
            keys_table: said.text("KEYS_TABLE").unwrap_or_else(|| "keys".to_owned()),
            admin_token: said.text("ADMIN_TOKEN"),
            allowed_hosts: said.text("ALLOWED_HOSTS").map(|text| names(&text)).unwrap_or_default(),
            platform: platform.transpose()?,
            grace: Duration::from_secs(said.number("drainSeconds", 20, 0..=110)?),
        })
    }
}

fn names(text: &str) -> Vec<String> {
    text.split(',').map(|name| name.trim().to_ascii_lowercase()).filter(|name| !name.is_empty()).collect()
}

fn topics(said: &Settings<'_>) -> Result<Vec<(Resource, TopicArn)>, Missing> {
    let names = [
        ("orderTopic", Resource::Bundle),
        ("iridiumTopic", Resource::Iridium),
        ("magnesiteTopic", Resource::Magnesite),
    ];
    let mut topics = Vec::new();
    for (name, resource) in names {
        if let Some(text) = said.text(name) {
            let arn = TopicArn::parse(&text).map_err(|e| Settings::wrong(name, &e.to_string()))?;
            topics.push((resource, arn));
        }
    }
    Ok(topics)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feeds_the_topics_it_is_given() {
        let source = |name: &str| {
            (name == "iridiumTopic").then(|| "arn:aws:sns:us-east-2:123456789012:iridium".to_owned())
        };
        let read = HqSettings::read(&Settings::new(&source)).unwrap();
        assert_eq!(read.topics.len(), 1);
        assert_eq!((read.port, read.rate), (8888, 2.0));
    }

    #[test]
    fn refuses_an_absurd_rate() {
        for bad in ["-1", "nan", "1e9"] {
            let source = |name: &str| (name == "ORDER_RATE").then(|| bad.to_owned());
            assert!(HqSettings::read(&Settings::new(&source)).is_err(), "{bad}");
        }
    }
}
