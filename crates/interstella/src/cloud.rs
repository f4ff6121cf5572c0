//! The cloud: opens the memory, starts the movers and the loops, opens the front door; and ends all of it again.
//!
//! ```text
//! ledger, books -> registry, load balancer, container runtime -> loops -> front door -> Ready.
//! ```

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use container_runtime::linux::{KeeperProgram, LinuxConfig, LinuxRuntime};
use container_runtime::{ContainerRuntime, Hooks};
use control_loops::alarms::{self, Watch};
use control_loops::balancer_logs::{self, BalancerLogs, LogRoom};
use control_loops::board::Board;
use control_loops::certificates::{self, Office};
use control_loops::clock::{Clock, SystemClock};
use control_loops::container_logs::ContainerLogs;
use control_loops::deliveries::{PostRoom, Urls};
use control_loops::doors::Doors;
use control_loops::health_checks::{self, HealthChecks};
use control_loops::images::Images;
use control_loops::measures::{self, Gauges};
use control_loops::metric_filters::MetricFilters;
use control_loops::retention::Keep;
use control_loops::scaling::{self, Scales};
use control_loops::targets::Gate;
use control_loops::tasks::adopt::{Inheritance, take_over};
use control_loops::tasks::{self, Agent, Settings};
use control_loops::turn::Turns;
use control_loops::{deliveries, discovery, insights, instances, retention, services, targets};
use kernel::Engine;
use ledger::{Books, Ledger, MOST_RUNNING, Storage};
use load_balancer::Balancer;
use planner::service::Rules;
use tokio::sync::{Notify, mpsc};
use tokio::task::JoinSet;
use topic_delivery::{Poster, PosterSettings};

use crate::authority::{self, Authorities};
use crate::commands;
use crate::config::{Config, SnsUrls};
use crate::data_directory;
use crate::front_door::{self, Admin, Api, Door, Lock, Rooms, Source};
use crate::identity::Identity;
use crate::not_started::NotStarted;
use crate::open_files::OpenFiles;
use crate::pid_file::PidFile;
use crate::registry::Storehouse;
use crate::signing;
use crate::spare_memory;
use crate::spare_room::SpareRoom;
use crate::surroundings;
use crate::task_services::{FrontDoor, LbDialer, TaskServices, TopicConnect};
use crate::terminal::say;
use crate::token_file::{CONTROL, Token};
use crate::trusted_roots::trusting;
use crate::ways_out;

/// Runtime events that may wait to be written down.
const MOST_EVENTS: usize = 4096;
/// Queries of CloudWatch Logs Insights that are answered at a time: one account never has all the workers.
const QUERIES_AT_A_TIME: usize = MOST_RUNNING + 1;
/// About what a client of a load balancer takes, in bytes.
const MEMORY_OF_A_CLIENT: u64 = 8 * 1024;
/// How long tasks may take to stop when the cloud ends, whatever stop timeouts they have.
const GRACE: Duration = Duration::from_secs(10);
/// After so long it is said what is waited for.
const SILENCE: Duration = Duration::from_millis(500);
/// How long the end of tasks that are killed may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// A running cloud.
pub(crate) struct Cloud {
    endpoint: SocketAddr,
    books: Books,
    doors: Doors,
    runtime: Arc<LinuxRuntime>,
    stop: Arc<Notify>,
    deciders: JoinSet<()>,
    loops: JoinSet<()>,
    balancer_logs: Option<BalancerLogs>,
    scratch: Option<PathBuf>,
    claim: PidFile,
}

impl Cloud {
    /// Starts everything; returns when the endpoint answers.
    pub(crate) async fn start(config: Config) -> Result<Cloud, NotStarted> {
        let claim = PidFile::claim(&config.data_dir)?;
        let scratch = if config.durable { None } else { Some(fresh(&config.directory)?) };
        let directory = &config.directory;
        let storage = if config.durable { Storage::Directory(directory.clone()) } else { Storage::Memory };
        let ledger = Ledger::open(storage.clone()).map_err(|error| error.to_string())?;
        let books = Books::open(&storage).map_err(|error| error.to_string())?;
        // The port first: whoever has it says that another cloud runs, before anything is touched.
        let listeners = match front_door::bind(config.port) {
            Ok(listeners) => listeners,
            Err(error) => return Err(NotStarted::without_port(error).await),
        };
        let endpoint = listeners[0].local_addr().map_err(|error| error.to_string())?;
        let for_tasks = front_door::bind_for_tasks()?;
        let door_of_tasks = for_tasks.local_addr().map_err(|error| error.to_string())?;
        let ways = FrontDoor { port: endpoint.port(), for_tasks: door_of_tasks };
        let authorities = authority::open(&config.directory, config.durable)?;
        let mut builder = Builder::new(config, ledger, books, authorities, ways);
        let (runtime, balancer, storehouse) = builder.movers().await?;
        builder.give_back(&runtime, &storehouse).await;
        let agent = builder.agent(&runtime, &balancer, &storehouse);
        builder.take_over(&runtime, &agent).await;
        builder.loops(&runtime, &balancer, agent);
        let door = builder.door(&runtime, Arc::clone(&balancer), &storehouse)?;
        let own = door.clone();
        builder.loops.spawn(spare_memory::run(move || {
            own.memory() + balancer.active_connections() * MEMORY_OF_A_CLIENT
        }));
        builder.loops.spawn(door.clone().accept(for_tasks, Source::Task));
        for listener in listeners {
            builder.loops.spawn(door.clone().accept(listener, Source::Machine));
        }
        claim.announce(endpoint.port())?;
        let Builder { books, doors, stop, deciders, loops, balancer_logs, .. } = builder;
        Ok(Cloud { endpoint, books, doors, runtime, stop, deciders, loops, balancer_logs, scratch, claim })
    }

    /// Where the AWS endpoint answers.
    pub(crate) fn endpoint(&self) -> SocketAddr {
        self.endpoint
    }

    /// Where the ports of listeners are.
    pub(crate) fn doors(&self) -> Doors {
        self.doors.clone()
    }

    /// Returns when someone asked for the end by `POST /_interstella/stop`.
    pub(crate) fn asked_to_stop(&self) -> Arc<Notify> {
        Arc::clone(&self.stop)
    }

    /// Ends every task, politely, and waits until nothing of them is left; `told_again` ends the politeness.
    pub(crate) async fn shutdown(mut self, told_again: impl Future<Output = ()>) {
        // Those that would start others in place of the tasks that end now.
        self.deciders.shutdown().await;
        if !self.end_tasks(told_again).await {
            tracing::warn!("some tasks did not end in time; the kernel ends them with this process");
        }
        // Threads that work on queries are not waited for longer than one event takes.
        self.books.queries.reset(None);
        self.loops.shutdown().await;
        if let Some(logs) = self.balancer_logs.take() {
            // Fails only when it panics, which it has said then.
            drop(tokio::task::spawn_blocking(|| logs.finish()).await);
        }
        if let Some(scratch) = &self.scratch {
            drop(fs::remove_dir_all(scratch));
        }
        // The last thing: whoever waits for the end of this cloud waits for this.
        drop(self.claim);
    }

    /// Whether all have ended.
    async fn end_tasks(&self, told_again: impl Future<Output = ()>) -> bool {
        let mut ending = std::pin::pin!(self.runtime.shutdown(GRACE, PATIENCE));
        let impatience = async {
            tokio::time::sleep(SILENCE).await;
            let (left, seconds) = (self.runtime.list().len(), GRACE.as_secs());
            if left > 0 {
                say(&format!("Waiting up to {seconds} s for {left} tasks to stop; Ctrl-C again kills them."));
            }
            told_again.await;
        };
        tokio::select! {
            gone = &mut ending => return gone,
            () = impatience => {}
        }
        self.runtime.list().iter().for_each(|task| self.runtime.kill(&task.id));
        ending.await
    }
}

/// The directory of a cloud that keeps nothing, empty.
fn fresh(scratch: &Path) -> Result<PathBuf, String> {
    // Left behind by a process that was killed.
    drop(fs::remove_dir_all(scratch));
    data_directory::prepare(scratch)?;
    Ok(scratch.to_owned())
}

/// What the rooms share while they are put together.
struct Builder {
    config: Config,
    engine: Arc<Engine>,
    front_door: FrontDoor,
    ledger: Ledger,
    books: Books,
    clock: Arc<dyn Clock>,
    board: Board,
    doors: Doors,
    stop: Arc<Notify>,
    certificate: Arc<OnceLock<(String, String)>>,
    authorities: Authorities,
    logs: Arc<ContainerLogs>,
    inside: Arc<TaskServices>,
    deciders: JoinSet<()>,
    loops: JoinSet<()>,
    events: Option<mpsc::Receiver<container_runtime::TaskEvent>>,
    balancer_logs: Option<BalancerLogs>,
}

impl Builder {
    fn new(
        config: Config,
        ledger: Ledger,
        books: Books,
        authorities: Authorities,
        front_door: FrontDoor,
    ) -> Builder {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let doors = Doors::default();
        let config = Config { port: front_door.port, ..config };
        let names = config.balancer_names.clone();
        let engine = surroundings::engine((ledger.clone(), books.clone()), &doors, &clock, &config);
        Builder {
            logs: ContainerLogs::new(Arc::clone(&books.logs), Arc::clone(&clock)),
            inside: TaskServices::new(
                Arc::clone(&engine),
                doors.clone(),
                (front_door, names),
                Arc::clone(&clock),
            ),
            engine,
            config,
            front_door,
            ledger,
            books,
            clock,
            board: Board::default(),
            doors,
            stop: Arc::new(Notify::new()),
            certificate: Arc::default(),
            authorities,
            deciders: JoinSet::new(),
            loops: JoinSet::new(),
            events: None,
            balancer_logs: None,
        }
    }

    /// The hands: containers, load balancers, the registry.
    async fn movers(&mut self) -> Result<(Arc<LinuxRuntime>, Arc<Balancer>, Arc<Storehouse>), String> {
        let hooks = Hooks {
            local: self.inside.clone(),
            names: self.inside.clone(),
            egress: self.inside.clone(),
            logs: self.logs.clone(),
        };
        let mut linux = LinuxConfig::new(self.config.containers());
        linux.loopback_ports = vec![self.config.port];
        linux.egress_ports.push(self.config.port);
        linux.hidden_paths = vec![self.config.data_dir.clone()];
        linux.host_paths = self.config.host_paths.clone();
        linux.user_namespaces = self.config.user_namespaces;
        let served_by = [&*self.authorities.tasks, &*self.authorities.local, &*self.authorities.any_name];
        linux.trusted_roots = trusting(&served_by);
        linux.keeper = Some(KeeperProgram {
            program: "/proc/self/exe".into(),
            arguments: vec![commands::KEEP.into()],
            // Without records on disk there is nothing by which a next life could know its tasks.
            outlives: self.config.durable,
        });
        let (told, events) = mpsc::channel(MOST_EVENTS);
        self.events = Some(events);
        let runtime = LinuxRuntime::open(linux, hooks, told).await.map_err(|error| {
            format!("cannot run containers here: {error}\n`interstella doctor` tries each step and says what to do")
        })?;
        let runtime = Arc::new(runtime);
        self.inside.set_dialer(runtime.dialer());
        self.inside.set_meter(&runtime.meter());
        let dialer = Arc::new(LbDialer::new(runtime.dialer(), self.front_door));
        let (queue, reader) = load_balancer::log_queue(balancer_logs::ROOM);
        let logs = BalancerLogs::start(self.log_room(), reader);
        self.balancer_logs = Some(logs.map_err(|error| format!("load balancers' logs: {error}"))?);
        let access_log = Some(Arc::new(queue) as Arc<dyn load_balancer::AccessLog>);
        let most_connections = OpenFiles::now().of_balancer();
        let config = load_balancer::Config {
            dialer,
            access_log,
            most_connections,
            ..load_balancer::Config::default()
        };
        let balancer = Balancer::start(config).map_err(|error| format!("load balancer: {error}"))?;
        let storehouse = Storehouse::open(self.ledger.clone(), &self.config.directory, self.config.port)?;
        Ok((runtime, Arc::new(balancer), storehouse))
    }

    /// What an earlier life left that no image has; before anything of this one could have put it there.
    async fn give_back(&mut self, runtime: &Arc<LinuxRuntime>, storehouse: &Arc<Storehouse>) {
        let spare = SpareRoom {
            ledger: self.ledger.clone(),
            storehouse: Arc::clone(storehouse),
            runtime: Arc::clone(runtime),
        };
        let own = spare.clone();
        // Fails only when it panics, which it has said then.
        drop(tokio::task::spawn_blocking(move || own.give_back(Duration::ZERO)).await);
        self.loops.spawn(spare.run());
    }

    fn agent(
        &self,
        runtime: &Arc<LinuxRuntime>,
        balancer: &Arc<Balancer>,
        storehouse: &Arc<Storehouse>,
    ) -> Agent {
        Agent {
            ledger: self.ledger.clone(),
            runtime: Arc::clone(runtime) as Arc<dyn ContainerRuntime>,
            balancer: Some(Arc::clone(balancer)),
            images: Arc::clone(storehouse) as Arc<dyn Images>,
            logs: Arc::clone(&self.logs),
            settings: Arc::new(Settings { endpoint_url: self.config.endpoint_url() }),
        }
    }

    /// Goes on with what an earlier life left, before anybody asks for it: a health check that comes too early would count.
    async fn take_over(&mut self, runtime: &LinuxRuntime, agent: &Agent) {
        if let Some(events) = self.events.take() {
            self.loops.spawn(tasks::observe::run(agent.clone(), Arc::clone(&self.clock), events));
        }
        let Inheritance { adopted, lost, unwanted } = take_over(agent, self.clock.now());
        if adopted + lost + unwanted > 0 {
            tracing::info!(adopted, lost, unwanted, "tasks of an earlier run");
        }
        if tokio::time::timeout(PATIENCE, runtime.adopted()).await.is_err() {
            tracing::warn!("some tasks of an earlier run are not reached yet");
        }
    }

    /// Starts every loop.
    fn loops(&mut self, runtime: &Arc<LinuxRuntime>, balancer: &Arc<Balancer>, agent: Agent) {
        let turns =
            Turns { ledger: self.ledger.clone(), clock: Arc::clone(&self.clock), board: self.board.clone() };
        let gate = Gate {
            ledger: self.ledger.clone(),
            balancer: Arc::clone(balancer),
            doors: self.doors.clone(),
            names: self.names(),
        };
        let keep = Keep { stopped_tasks: self.config.keep_stopped };
        self.deciders.spawn(services::run(turns.clone(), self.rules()));
        self.deciders.spawn(tasks::run(turns.clone(), agent));
        let checks =
            HealthChecks::new(self.ledger.clone(), Arc::clone(runtime) as _, Arc::clone(&self.clock));
        self.loops.spawn(health_checks::run(turns.clone(), checks));
        self.loops.spawn(targets::run(turns.clone(), gate));
        let office = Office::new(self.ledger.clone(), self.authorities.of_requests());
        self.loops.spawn(certificates::run(turns.clone(), office));
        self.loops.spawn(discovery::run(turns.clone()));
        self.loops.spawn(instances::run(turns.clone()));
        self.loops.spawn(retention::run(turns.clone(), self.books.clone(), keep));
        let gauges = Gauges {
            runtime: Arc::clone(runtime) as Arc<dyn ContainerRuntime>,
            balancer: Arc::clone(balancer),
            book: Arc::clone(&self.books.metrics),
            pace: self.config.pace,
        };
        self.books.logs.tap(MetricFilters::new(
            self.ledger.clone(),
            Arc::clone(&self.books.metrics),
            Arc::clone(&self.clock),
            self.config.pace,
        ));
        for _ in 0..QUERIES_AT_A_TIME {
            let (ledger, books, clock) = (self.ledger.clone(), self.books.clone(), Arc::clone(&self.clock));
            self.loops.spawn(insights::run(ledger, books, clock));
        }
        self.loops.spawn(measures::run(turns.clone(), gauges));
        let watch = Watch {
            ledger: self.ledger.clone(),
            book: Arc::clone(&self.books.metrics),
            pace: self.config.pace,
            endpoint_url: self.config.endpoint_url(),
        };
        self.loops.spawn(alarms::run(turns.clone(), watch));
        let scales = Scales {
            ledger: self.ledger.clone(),
            book: Arc::clone(&self.books.metrics),
            pace: self.config.pace,
        };
        self.deciders.spawn(scaling::run(turns.clone(), scales));
        self.loops.spawn(ways_out::run(turns.clone(), Arc::clone(runtime), self.doors.clone()));
        self.loops.spawn(self.deliveries(turns));
    }

    /// Names that can only be load balancers', and whose cloud says so.
    fn names(&self) -> load_balancer::Names {
        let endings = self.config.balancer_names.endings();
        let owner = format!("the cloud at {}", self.config.endpoint_url());
        load_balancer::Names { endings: endings.into_iter().map(Arc::from).collect(), owner: owner.into() }
    }

    fn log_room(&self) -> LogRoom {
        LogRoom {
            ledger: self.ledger.clone(),
            clock: Arc::clone(&self.clock),
            board: self.board.clone(),
            directory: self.config.directory.join("s3"),
            pace: self.config.pace,
        }
    }

    fn rules(&self) -> Rules {
        Rules { settle: self.config.settle }
    }

    /// Deliveries begin when the signing key is there: the first start of a data directory makes it.
    fn deliveries(&self, turns: Turns) -> impl Future<Output = ()> + use<> {
        let (directory, durable) = (self.config.directory.clone(), self.config.durable);
        let (ledger, certificate) = (self.ledger.clone(), Arc::clone(&self.certificate));
        let connect = Arc::new(TopicConnect::new(Arc::clone(&self.inside)));
        let inside = Arc::clone(&self.inside);
        let urls = Urls {
            certificate_host: self.config.sns_certificate_host.clone(),
            like_aws: self.config.sns_urls == SnsUrls::Aws,
            is_inside: Arc::new(move |host| inside.is_inside(host)),
        };
        async move {
            let signer = tokio::task::spawn_blocking(move || signing::signer(&directory, durable)).await;
            let signer = match signer.map_err(|error| error.to_string()).flatten() {
                Ok(signer) => Arc::new(signer),
                Err(error) => return tracing::error!(error, "SNS delivers nothing: no signing key"),
            };
            let name = signer.certificate_file_name().to_owned();
            // Set once: this future runs once.
            drop(certificate.set((name, signer.certificate_pem().to_owned())));
            let poster = Arc::new(Poster::new(connect, PosterSettings::default()));
            let limits = OpenFiles::now().of_posts();
            deliveries::run(turns, PostRoom { ledger, poster, signer, urls, limits }).await;
        }
    }

    fn door(
        &self,
        runtime: &Arc<LinuxRuntime>,
        balancer: Arc<Balancer>,
        storehouse: &Arc<Storehouse>,
    ) -> Result<Door, String> {
        let directory = &self.config.data_dir;
        let api = Api::new(Arc::clone(&self.engine));
        let token = Token::ensure(directory, CONTROL).map_err(|error| error.to_string())?;
        let identity = Identity {
            data_directory: fs::canonicalize(directory).unwrap_or_else(|_| directory.to_owned()),
            port: self.config.port,
            process: std::process::id(),
            load_balancer_domains: self.config.balancer_names.endings(),
        };
        let admin = Admin {
            ledger: self.ledger.clone(),
            books: self.books.clone(),
            spare: SpareRoom {
                ledger: self.ledger.clone(),
                storehouse: Arc::clone(storehouse),
                runtime: Arc::clone(runtime),
            },
            balancer_logs: self.config.directory.join("s3"),
            engine: Arc::clone(&self.engine),
            board: self.board.clone(),
            doors: self.doors.clone(),
            certificate: Arc::clone(&self.certificate),
            authorities: self.authorities.clone(),
            stop: Arc::clone(&self.stop),
            balancer: Arc::clone(&balancer),
            rules: self.rules(),
            pace: self.config.pace,
            runtime: Arc::clone(runtime) as Arc<dyn ContainerRuntime>,
            token,
            reset_from_tasks: self.config.reset_from_tasks,
        };
        let own = authority::front_door(&self.authorities.local, &self.config.balancer_names)?;
        let lock = Lock::new(&own, Arc::clone(&self.authorities.tasks))?;
        let gate = front_door::Gate::new(&self.config.browsers);
        let rooms = Rooms { api, registry: storehouse.router(), balancer, admin, lock, gate, identity };
        Ok(Door::new(rooms, OpenFiles::now().of_door()))
    }
}
