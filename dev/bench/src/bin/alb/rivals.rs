//! Both load balancers in front of one target, and how they take turns. In: the example `front`, nginx. Out: costs of each and their ratio.
//! Never here: what is sent through them.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use bench::cloud::{Running, Scratch, built};
use bench::numbers::{median, spread};
use bench::process::{cpu_of_tree, resident, tree};

use crate::Rounds;
use crate::nginx::Nginx;

/// A certificate for `localhost` in files.
pub(crate) struct Identity {
    /// The certificate, PEM.
    pub(crate) chain: PathBuf,
    /// Its key, PEM.
    pub(crate) key: PathBuf,
}

/// One of the two, as a measurement sees it.
pub(crate) struct Rival {
    /// Plain HTTP/1.1.
    pub(crate) plain: String,
    /// TLS.
    pub(crate) secure: String,
    /// Its processes; what descends from them counts too.
    roots: Vec<u32>,
}

impl Rival {
    /// CPU time it has used so far.
    pub(crate) fn cpu(&self) -> Duration {
        self.roots.iter().copied().map(cpu_of_tree).sum()
    }

    /// Its memory, MiB.
    pub(crate) fn memory(&self) -> f64 {
        self.roots.iter().copied().flat_map(tree).map(resident).sum()
    }
}

/// Both, running.
pub(crate) struct Rivals {
    /// The load balancer.
    pub(crate) ours: Rival,
    /// nginx.
    pub(crate) theirs: Rival,
    /// The target itself.
    pub(crate) target: String,
    /// The certificate both show.
    pub(crate) identity: Identity,
    _running: (Running, Running, Running, Nginx),
    // Last, so that it is removed when they have ended.
    _scratch: Scratch,
}

impl Rivals {
    /// Starts target, load balancer (plain and TLS, a process each) and nginx.
    pub(crate) fn start(front: Option<&PathBuf>) -> Result<Rivals, String> {
        for tool in ["nginx", "wrk"] {
            let there = Command::new(tool).arg("-v").stdout(Stdio::null()).stderr(Stdio::null()).status();
            there.map_err(|_| {
                format!("{tool} is not installed: nothing to compare with (apt-get install {tool})")
            })?;
        }
        let scratch = Scratch::new("alb")?;
        let identity = identity(&scratch)?;
        let own = std::env::current_exe().map_err(|error| error.to_string())?;
        let target = Running::start(Command::new(own).arg("target"), "listening")?;
        let front = built(front.cloned(), "examples/front")?;
        let start = |command: &mut Command| {
            Running::start(command.args(["1", &free_address()?, &target.address]), "listening")
        };
        let plain = start(&mut Command::new(&front))?;
        let secure = start(Command::new(&front).arg("--tls").arg(&identity.chain).arg(&identity.key))?;
        let nginx = Nginx::start(&scratch, &target.address, &identity)?;
        let ours = Rival {
            plain: plain.address.clone(),
            secure: secure.address.clone(),
            roots: vec![plain.pid(), secure.pid()],
        };
        let theirs =
            Rival { plain: nginx.plain.clone(), secure: nginx.secure.clone(), roots: vec![nginx.pid()] };
        let target_address = target.address.clone();
        let running = (target, plain, secure, nginx);
        Ok(Rivals { ours, theirs, target: target_address, identity, _running: running, _scratch: scratch })
    }

    /// CPU microseconds of one unit of work, of each by turns; `work` does it and says how many units were done.
    pub(crate) fn compare(
        &self,
        what: &str,
        rounds: &Rounds,
        work: impl Fn(&Rival) -> Result<f64, String>,
    ) -> Result<(), String> {
        let cost = |rival: &Rival| {
            let before = rival.cpu();
            let done = work(rival)?;
            let used = rival.cpu().saturating_sub(before).as_secs_f64() * 1e6;
            if done > 0.0 { Ok(used / done) } else { Err("nothing was done".to_owned()) }
        };
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..rounds.rounds {
            ours.push(cost(&self.ours)?);
            theirs.push(cost(&self.theirs)?);
        }
        println!("CPU {what}, one worker each, {} connections", rounds.connections);
        println!("load balancer  {}", spread(&ours, "us"));
        println!("nginx          {}", spread(&theirs, "us"));
        let paired: Vec<f64> = ours.iter().zip(&theirs).map(|(ours, theirs)| ours / theirs).collect();
        println!("ours / nginx   {:.2}  (paired, median; below 1 is in our favour)", median(&paired));
        Ok(())
    }
}

fn identity(scratch: &Scratch) -> Result<Identity, String> {
    let made =
        rcgen::generate_simple_self_signed(["localhost".to_owned()]).map_err(|error| error.to_string())?;
    let (chain, key) = (scratch.path().join("chain.pem"), scratch.path().join("key.pem"));
    std::fs::write(&chain, made.cert.pem()).map_err(|error| error.to_string())?;
    std::fs::write(&key, made.signing_key.serialize_pem()).map_err(|error| error.to_string())?;
    Ok(Identity { chain, key })
}

/// A loopback address nobody listens on.
pub(crate) fn free_address() -> Result<String, String> {
    let spot = std::net::TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    Ok(spot.map_err(|error| error.to_string())?.to_string())
}
