//! In: named texts (ECS fills them from the task definition and from Parameter Store). Out: what each program is to do.
//! Never here: reading the environment itself, opening anything.
//!
//! | name | read by | meaning |
//! |---|---|---|
//! | `apiKey`, `apiEndpoint` | monolith, fulfillment | key and address of HQ's fulfilment API |
//! | `orderTopic` / `iridiumTopic` / `magnesiteTopic` | monolith / iridium / magnesite | ARN whose orders are accepted |
//! | `monolithUrl`, `fulfillPort` | iridium, magnesite | where `/fulfill/` is; the port (80) if the URL has none |
//! | `monolithMode` | monolith | `full`, `noiridium` or `noresources` |
//! | `subscribe` | all with a topic | `on`/`off`: subscribe this very task to the topic |
//! | `publicHost`, `hostPort` | with `subscribe` | what SNS is told; default: the instance's public address, own port |
//! | `PORT`, `drainSeconds` | all | port to listen on; time for requests in hand after SIGTERM (20) |

use courier::{Address, Missing, SdkSettings, Settings};
use orders::{Resource, TopicArn};
use std::time::Duration;

/// What every program needs to serve.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Serving {
    pub port: u16,
    pub grace: Duration,
}

/// Where HQ takes fulfilments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hq {
    pub receiving: Address,
    pub api_key: String,
}

/// Whose orders are accepted, and from where their signatures may be checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Feed {
    pub topic: TopicArn,
    pub sns: SdkSettings,
    pub subscribe: Option<Subscribe>,
}

/// How to subscribe this very task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Subscribe {
    pub host: Option<String>,
    pub port: u16,
    pub metadata: Address,
}

/// Which of its duties the monolith still has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MonolithMode {
    /// Takes orders and gathers everything itself.
    Full,
    /// Takes orders but gathers no iridium: a microservice does.
    NoIridium,
    /// Takes no orders at all; only hands fulfilments on.
    NoResources,
}

/// What the monolith is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonolithSettings {
    pub(crate) serving: Serving,
    pub(crate) hq: Hq,
    pub(crate) feed: Option<Feed>,
    pub(crate) mode: MonolithMode,
}

/// What `iridium` or `magnesite` is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MicroserviceSettings {
    pub(crate) serving: Serving,
    pub(crate) resource: Resource,
    pub(crate) feed: Feed,
    pub(crate) fulfill: Address,
}

/// What the fulfilment service is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FulfillmentSettings {
    pub(crate) serving: Serving,
    pub(crate) hq: Hq,
}

impl MonolithSettings {
    /// Reads the monolith's settings; the error names the setting and what is wrong with it.
    pub fn read(said: &Settings<'_>) -> Result<Self, Missing> {
        let serving = serving(said, 5000)?;
        let mode = mode(said)?;
        let feed = match mode {
            MonolithMode::NoResources => None,
            MonolithMode::Full | MonolithMode::NoIridium => {
                Some(feed(said, "orderTopic", serving.port, true)?)
            }
        };
        Ok(Self { hq: hq(said)?, feed, mode, serving })
    }
}

impl MicroserviceSettings {
    /// Reads the settings of the microservice for `resource`.
    pub fn read(said: &Settings<'_>, resource: Resource) -> Result<Self, Missing> {
        let serving = serving(said, 80)?;
        let feed = feed(said, &format!("{}Topic", resource.name()), serving.port, false)?;
        let port = said.number("fulfillPort", 80, 1..=u16::MAX)?;
        let fulfill = Address::parse_loose(&said.needed("monolithUrl")?, port)
            .map_err(|e| Settings::wrong("monolithUrl", &e.to_string()))?
            .ending_in("fulfill");
        Ok(Self { resource, feed, fulfill, serving })
    }
}

impl FulfillmentSettings {
    /// Reads the settings of the fulfilment service.
    pub fn read(said: &Settings<'_>) -> Result<Self, Missing> {
        Ok(Self { serving: serving(said, 80)?, hq: hq(said)? })
    }
}

fn serving(said: &Settings<'_>, port: u16) -> Result<Serving, Missing> {
    let grace = Duration::from_secs(said.number("drainSeconds", 20, 0..=110)?);
    Ok(Serving { port: said.number("PORT", port, 0..=u16::MAX)?, grace })
}

fn mode(said: &Settings<'_>) -> Result<MonolithMode, Missing> {
    match said.text("monolithMode").as_deref() {
        None | Some("full") => Ok(MonolithMode::Full),
        Some("noiridium") => Ok(MonolithMode::NoIridium),
        Some("noresources") => Ok(MonolithMode::NoResources),
        Some(other) => Err(Settings::wrong(
            "monolithMode",
            &format!("{other:?} is none of full, noiridium, noresources"),
        )),
    }
}

fn hq(said: &Settings<'_>) -> Result<Hq, Missing> {
    let receiving = Address::parse_loose(&said.needed("apiEndpoint")?, 80)
        .map_err(|e| Settings::wrong("apiEndpoint", &e.to_string()))?
        .ending_in("receiving");
    let api_key = said.needed("apiKey")?;
    if !api_key.bytes().all(|b| b.is_ascii_graphic()) {
        return Err(Settings::wrong("apiKey", "holds characters no header can carry"));
    }
    Ok(Hq { receiving, api_key })
}

fn feed(said: &Settings<'_>, topic_name: &str, port: u16, subscribes: bool) -> Result<Feed, Missing> {
    let topic = TopicArn::parse(&said.needed(topic_name)?)
        .map_err(|e| Settings::wrong(topic_name, &e.to_string()))?;
    let sns = SdkSettings::read(said, "SNS")?.in_region(topic.region());
    let subscribe = if said.switch("subscribe", subscribes)? { Some(subscribe(said, port)?) } else { None };
    Ok(Feed { topic, sns, subscribe })
}

fn subscribe(said: &Settings<'_>, port: u16) -> Result<Subscribe, Missing> {
    // The SDK's own name for this setting, so that one word moves both.
    let name = "AWS_EC2_METADATA_SERVICE_ENDPOINT";
    let text = said.text(name).unwrap_or_else(|| "http://169.254.169.254".to_owned());
    let metadata = Address::parse(&text).map_err(|e| Settings::wrong(name, &e.to_string()))?;
    let host = said.text("publicHost");
    Ok(Subscribe { host, port: said.number("hostPort", port, 1..=u16::MAX)?, metadata })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(pairs: &'static [(&str, &str)]) -> impl Fn(&str) -> Option<String> {
        move |name| pairs.iter().find(|(n, _)| *n == name).map(|(_, value)| (*value).to_owned())
    }

    const FULL: &[(&str, &str)] = &[
        ("apiKey", "k-1"),
        ("apiEndpoint", "http://hq:8888"),
        ("orderTopic", "arn:aws:sns:us-east-2:123456789012:orders"),
        ("AWS_ENDPOINT_URL", "http://localhost:4566"),
    ];

    #[test]
    fn the_monolith_subscribes_itself_unless_told_otherwise() {
        let source = said(FULL);
        let read = MonolithSettings::read(&Settings::new(&source)).unwrap();
        assert_eq!(read.hq.receiving.to_string(), "http://hq:8888/receiving/");
        let feed = read.feed.unwrap();
        assert_eq!(feed.subscribe.unwrap().port, 5000);
        assert_eq!(feed.sns.endpoint.unwrap().to_string(), "http://localhost:4566/");
        assert_eq!(feed.sns.region.unwrap(), "us-east-2");
    }

    #[test]
    fn without_resources_no_topic_is_needed() {
        let source = said(&[("apiKey", "k"), ("apiEndpoint", "hq"), ("monolithMode", "noresources")]);
        let read = MonolithSettings::read(&Settings::new(&source)).unwrap();
        assert_eq!((read.feed, read.mode), (None, MonolithMode::NoResources));
    }

    #[test]
    fn a_microservice_finds_the_monolith_by_host_or_url() {
        let topic = "arn:aws:sns:us-east-2:123456789012:iridium";
        for (url, port, wanted) in [
            ("10.0.0.7", "5000", "http://10.0.0.7:5000/fulfill/"),
            ("http://lb.local", "5000", "http://lb.local/fulfill/"),
            ("lb.local:8080/fulfill/", "80", "http://lb.local:8080/fulfill/"),
        ] {
            let source = |name: &str| match name {
                "monolithUrl" => Some(url.to_owned()),
                "fulfillPort" => Some(port.to_owned()),
                "iridiumTopic" => Some(topic.to_owned()),
                _ => None,
            };
            let read = MicroserviceSettings::read(&Settings::new(&source), Resource::Iridium).unwrap();
            assert_eq!(read.fulfill.to_string(), wanted);
            assert_eq!(read.feed.subscribe, None);
        }
    }

    #[test]
    fn says_which_setting_is_missing() {
        let source = said(&[("apiEndpoint", "hq")]);
        let error = FulfillmentSettings::read(&Settings::new(&source)).unwrap_err();
        assert_eq!(error.to_string(), "setting apiKey: is not set");
    }
}
