//! What was said on the command line and in the environment, and what it means. The one file that reads the environment.

use std::path::{Path, PathBuf};

use clap::Args;
use model::{BalancerNames, Pace};

/// Where state is kept when nothing else is said.
pub(crate) const DATA_DIR: &str = ".interstella";
/// Port of the AWS endpoint when nothing else is said.
pub(crate) const PORT: u16 = 4566;

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
    /// Say more; the same as DEBUG=1
    #[arg(long, short)]
    pub(crate) verbose: bool,
}

/// What it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Config {
    /// Port of the AWS endpoint.
    pub(crate) port: u16,
    /// Where state, blobs and layers lie.
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
}

impl Said {
    /// Makes sense of it; nothing is opened or bound here.
    pub(crate) fn mean(&self) -> Config {
        Config {
            port: self.port,
            directory: self.data_dir.clone(),
            durable: !self.in_memory,
            balancer_names: self.load_balancer_names.clone(),
            settle: i64::from(self.settle_seconds) * 1000,
            keep_stopped: i64::from(self.keep_stopped_hours) * 3_600_000,
            pace: self.clock_speed,
        }
    }
}

fn clock_speed(text: &str) -> Result<Pace, String> {
    let speed = text.parse().ok().and_then(Pace::new);
    speed.ok_or_else(|| "a speed is a divisor of 60: 1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30 or 60".to_owned())
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
        let on = |name: &str| {
            std::env::var(name).is_ok_and(|value| value == "1" || value.eq_ignore_ascii_case("true"))
        };
        Accepted { debug: on("DEBUG") }
    }
}

/// Whether colours are welcome: not when `NO_COLOR` is set to anything (no-color.org).
pub(crate) fn colours() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// The user's directory, where browsers keep their trust stores.
pub(crate) fn home() -> Option<PathBuf> {
    std::env::var_os("HOME").map(PathBuf::from).filter(|home| home.is_absolute())
}
