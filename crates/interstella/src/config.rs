//! What was said on the command line and in the environment, and what it means. The one file that reads the environment.

mod browsers;

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use model::{BalancerNames, Pace};

pub(crate) use self::browsers::Browsers;
use self::browsers::is_on;

/// Where state is kept when nothing else is said.
pub(crate) const DATA_DIR: &str = ".interstella";
/// Port of the AWS endpoint when nothing else is said.
pub(crate) const PORT: u16 = 4566;
/// Where a cloud without records on disk keeps its files, under its data directory.
const SCRATCH: &str = "in-memory";

/// What was said.
#[derive(Args, Clone, Debug)]
pub(crate) struct Said {
    /// Port of the AWS endpoint on loopback
    #[arg(long, env = "INTERSTELLA_PORT", default_value_t = PORT)]
    pub(crate) port: u16,
    /// Where state is kept between runs
    #[arg(long, env = "INTERSTELLA_DATA_DIR", default_value = DATA_DIR, value_name = "DIR")]
    pub(crate) data_dir: PathBuf,
    /// Keep nothing on disk: state is gone when the process ends
    #[arg(long, env = "INTERSTELLA_IN_MEMORY")]
    pub(crate) in_memory: bool,
    /// What DNSName of new load balancers is: `localhost` for names under elb.localhost, `address` for their own address, or a domain
    /// whose every name leads to this machine, for names under elb.DOMAIN
    #[arg(
        long,
        env = "INTERSTELLA_LOAD_BALANCER_NAMES",
        default_value = "localhost",
        value_name = "localhost|address|DOMAIN",
        value_parser = BalancerNames::read
    )]
    pub(crate) load_balancer_names: BalancerNames,
    /// Seconds a task without any health check must run before it may replace another (ECS: 40)
    #[arg(long, env = "INTERSTELLA_SETTLE_SECONDS", default_value_t = 40, value_name = "SECONDS")]
    pub(crate) settle_seconds: u32,
    /// Hours a stopped task stays describable (ECS: at least one)
    #[arg(long, env = "INTERSTELLA_KEEP_STOPPED_HOURS", default_value_t = 24, value_name = "HOURS")]
    pub(crate) keep_stopped_hours: u32,
    /// How many times faster than AWS's the clock of metrics, alarms and scaling runs; a divisor of 60
    #[arg(long, env = "INTERSTELLA_CLOCK_SPEED", default_value = "1", value_name = "TIMES", value_parser = clock_speed)]
    pub(crate) clock_speed: Pace,
    /// Directory of this machine that tasks may mount as `host.sourcePath`, with all below it; repeatable
    #[arg(long, env = "INTERSTELLA_HOST_PATH", value_delimiter = ':', value_name = "DIR")]
    pub(crate) host_path: Vec<PathBuf>,
    /// User namespaces of containers: off for images that cannot run in one; root in a container is then root of this machine
    #[arg(long, env = "INTERSTELLA_CONTAINER_USER_NAMESPACES", value_name = "on|off", default_value = "on")]
    pub(crate) container_user_namespaces: Switch,
    /// A host name the endpoint answers to as well, or *.NAME for all below it; may be given more than once
    #[arg(long, env = "INTERSTELLA_ALLOW_HOST", value_name = "NAME", value_delimiter = ',', value_parser = host_name)]
    pub(crate) allow_host: Vec<String>,
    /// Let tasks reset this cloud, as programs on this machine may
    #[arg(long, env = "INTERSTELLA_ALLOW_RESET_FROM_TASKS")]
    pub(crate) allow_reset_from_tasks: bool,
    /// Host of the `SigningCertURL` of every SNS message; without it that is AWS's where a task of this cloud receives, and this endpoint elsewhere
    #[arg(long, env = "SNS_CERT_URL_HOST", value_name = "HOST", value_parser = authority)]
    pub(crate) sns_cert_url_host: Option<String>,
    /// What SubscribeURL and UnsubscribeURL name: this endpoint, or `https://sns.REGION.amazonaws.com`, which leads here from tasks only
    #[arg(long, env = "INTERSTELLA_SNS_URLS", default_value = "local", value_name = "local|aws")]
    pub(crate) sns_urls: SnsUrls,
    /// Say more; the same as DEBUG=1
    #[arg(long, short)]
    pub(crate) verbose: bool,
}

/// Something that can be turned off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Switch {
    /// It is.
    On,
    /// It is not.
    Off,
}

/// The host of URLs that confirm a subscription or end it.
#[derive(ValueEnum, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum SnsUrls {
    /// This endpoint, as the client named it.
    #[default]
    Local,
    /// AWS's.
    Aws,
}

/// What it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Config {
    /// Port of the AWS endpoint.
    pub(crate) port: u16,
    /// What was named: whoever runs here has claimed it, and its tokens are here.
    pub(crate) data_dir: PathBuf,
    /// Where state, blobs and layers lie: there, or below it when nothing is kept.
    pub(crate) directory: PathBuf,
    /// Whether records survive the process.
    pub(crate) durable: bool,
    /// What new load balancers are called.
    pub(crate) balancer_names: BalancerNames,
    /// Milliseconds of the settling time.
    pub(crate) settle: i64,
    /// Milliseconds a stopped task is kept.
    pub(crate) keep_stopped: i64,
    /// How fast the clock of metrics, alarms and scaling runs.
    pub(crate) pace: Pace,
    /// Host of every `SigningCertURL`, if it was said.
    pub(crate) sns_certificate_host: Option<String>,
    /// Host of the other URLs of SNS messages.
    pub(crate) sns_urls: SnsUrls,
    /// Directories of this machine that tasks may mount.
    pub(crate) host_paths: Vec<PathBuf>,
    /// Containers have user namespaces of their own.
    pub(crate) user_namespaces: bool,
    /// Which web pages may use the endpoint, and by which names.
    pub(crate) browsers: Browsers,
    /// Whether a task may have everything forgotten.
    pub(crate) reset_from_tasks: bool,
}

impl Said {
    /// Makes sense of it; nothing is opened or bound here.
    pub(crate) fn mean(&self) -> Config {
        Config {
            port: self.port,
            data_dir: self.data_dir.clone(),
            directory: if self.in_memory { scratch(&self.data_dir) } else { self.data_dir.clone() },
            durable: !self.in_memory,
            balancer_names: self.load_balancer_names.clone(),
            settle: i64::from(self.settle_seconds) * 1000,
            keep_stopped: i64::from(self.keep_stopped_hours) * 3_600_000,
            pace: self.clock_speed,
            host_paths: self.host_path.clone(),
            user_namespaces: self.container_user_namespaces == Switch::On,
            browsers: Browsers::read(&self.allow_host, accepted),
            reset_from_tasks: self.allow_reset_from_tasks,
            sns_certificate_host: self.sns_cert_url_host.clone(),
            sns_urls: self.sns_urls,
        }
    }
}

fn clock_speed(text: &str) -> Result<Pace, String> {
    let speed = text.parse().ok().and_then(Pace::new);
    speed.ok_or_else(|| "a speed is a divisor of 60: 1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30 or 60".to_owned())
}

/// An empty variable names nothing, and is no error.
fn host_name(text: &str) -> Result<String, String> {
    let name = text.trim().to_ascii_lowercase();
    let plain = name.strip_prefix("*.").unwrap_or(&name);
    let letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    match plain.bytes().all(letter) && !plain.starts_with('.') && (name.is_empty() || !plain.is_empty()) {
        true => Ok(name),
        false => Err("a host name is like dev.example or *.dev.example, without a port".to_owned()),
    }
}

/// A host, with a port perhaps, as it stands in a URL.
fn authority(text: &str) -> Result<String, String> {
    let parsed =
        text.parse::<http::uri::Authority>().ok().filter(|authority| !authority.as_str().contains('@'));
    let parsed = parsed
        .ok_or_else(|| "a host, such as sns.us-east-1.amazonaws.com, without scheme or path".to_owned())?;
    Ok(parsed.as_str().to_owned())
}

impl Config {
    /// Where the container runtime keeps its files.
    pub(crate) fn containers(&self) -> PathBuf {
        containers(&self.directory)
    }

    /// The AWS endpoint as clients on this machine and inside tasks name it.
    pub(crate) fn endpoint_url(&self) -> String {
        format!("http://localhost:{}", self.port)
    }
}

/// Without records on disk everything lies in a directory of its own that is removed at the end: what an earlier cloud keeps beside it stays.
pub(crate) fn scratch(data_dir: &Path) -> PathBuf {
    data_dir.join(SCRATCH)
}

/// The container runtime's part of a data directory.
pub(crate) fn containers(data_dir: &Path) -> PathBuf {
    data_dir.join("containers")
}

/// Variables of other local clouds: accepted, so that a compose file can stay as it is.
pub(crate) struct Accepted {
    /// `DEBUG=1`
    pub(crate) debug: bool,
}

impl Accepted {
    /// Reads them; `SERVICES`, `PERSISTENCE` and `LOCALSTACK_AUTH_TOKEN` change nothing here and are no error.
    pub(crate) fn read() -> Accepted {
        Accepted { debug: accepted("DEBUG").is_some_and(|value| is_on(&value)) }
    }
}

/// A variable of other local clouds, which may be written with the prefix `LOCALSTACK_`, as LocalStack has it in containers.
fn accepted(name: &str) -> Option<String> {
    let prefixed = format!("LOCALSTACK_{name}");
    std::env::var(name).or_else(|_| std::env::var(prefixed)).ok().filter(|value| !value.is_empty())
}

/// Whether colours are welcome: not when `NO_COLOR` is set to anything (no-color.org).
pub(crate) fn colours() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// The user's directory, where browsers keep their trust stores.
pub(crate) fn home() -> Option<PathBuf> {
    std::env::var_os("HOME").map(PathBuf::from).filter(|home| home.is_absolute())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
impl Config {
    /// What nothing was said of.
    pub(crate) fn example() -> Config {
        use clap::FromArgMatches;
        let line = Said::augment_args(clap::Command::new("start")).get_matches_from(["start"]);
        Said::from_arg_matches(&line).unwrap().mean()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        said: Said,
    }

    #[test]
    fn hosts_are_said_again_and_again_or_with_commas() {
        let hosts = |words: &[&str]| {
            Line::try_parse_from([&["start"], words].concat()).map(|line| line.said.allow_host)
        };
        assert_eq!(hosts(&[]).unwrap(), Vec::<String>::new());
        let some = hosts(&["--allow-host", "Dev.Example", "--allow-host", "*.a,b"]).unwrap();
        assert_eq!(some, ["dev.example", "*.a", "b"]);
        for bad in ["*", "*.", "a:80", "http://a", "a/b", ".a", "a b", "*.*.a"] {
            assert!(hosts(&["--allow-host", bad]).is_err(), "{bad}");
        }
        let empty = Browsers::read(&hosts(&["--allow-host", ""]).unwrap(), |_| None);
        assert_eq!(empty.hosts, Vec::<String>::new());
    }

    #[test]
    fn lists_and_switches_of_browsers() {
        let none = Browsers::example(&[]);
        assert!(none.checks && none.cors_headers && none.origins.is_empty() && none.own_host.is_none());
        let some = Browsers::example(&[
            ("EXTRA_CORS_ALLOWED_ORIGINS", "http://a, http://b:3,"),
            ("LOCALSTACK_HOST", "cloud.example:4566"),
            ("DISABLE_CORS_CHECKS", "1"),
            ("DISABLE_CORS_HEADERS", "0"),
        ]);
        assert_eq!(some.origins, ["http://a", "http://b:3"]);
        assert_eq!(some.own_host.as_deref(), Some("cloud.example:4566"));
        assert!(!some.checks && some.cors_headers);
    }
}
