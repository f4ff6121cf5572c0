//! A balancer in front of plain addresses, for measuring. In: `front [--tls CHAIN KEY] WORKERS LISTEN TARGET...`, chain and key
//! as PEM files. Out: it serves until killed. Never done here: anything a product would do.

use std::net::SocketAddr;

use load_balancer::*;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut words = std::env::args().skip(1).peekable();
    let mut tls = None;
    if words.next_if_eq("--tls").is_some() {
        let chain = std::fs::read(words.next().ok_or("which chain?")?)?;
        let key = std::fs::read(words.next().ok_or("which key?")?)?;
        let certificates = vec![Certificate::from_pem("certificate", &chain, &key)?];
        let policy = SecurityPolicy::named("ELBSecurityPolicy-TLS13-1-2-2021-06").unwrap_or_default();
        tls = Some(TlsSettings { certificates, policy });
    }
    let workers = words.next().ok_or("how many workers?")?.parse()?;
    let listen: SocketAddr = words.next().ok_or("listen where?")?.parse()?;
    let targets = words.map(|word| word.parse()).collect::<Result<Vec<SocketAddr>, _>>()?;
    let balancer = Balancer::start(Config { workers, ..Config::default() })?;
    balancer.publish(&table(listen.port(), tls, &targets))?;
    println!("listening on {}", balancer.listen(listen.port(), listen)?);
    loop {
        std::thread::park();
    }
}

fn table(port: u16, tls: Option<TlsSettings>, targets: &[SocketAddr]) -> RoutingTable {
    let target = |address: &SocketAddr| Target {
        id: address.to_string().into(),
        port: address.port(),
        zone: "local".into(),
        ip: address.ip(),
        endpoint: Endpoint::Address(*address),
        draining: false,
    };
    let group = TargetGroup {
        targets: targets.iter().map(target).collect(),
        ..TargetGroup::new("group".into(), "targetgroup/front/1".into())
    };
    let forward = Forward {
        target_groups: vec![WeightedTargetGroup { arn: "group".into(), weight: 1 }],
        stickiness: None,
    };
    let listener = Listener {
        arn: "listener".into(),
        port,
        tls,
        server_header: true,
        response_headers: Vec::new(),
        rules: Vec::new(),
        default_action: Action::Forward(forward),
    };
    let balancer = LoadBalancer {
        arn: "balancer".into(),
        name: "app/front/1".into(),
        dns_name: "front.test".into(),
        attributes: Attributes::default(),
        listeners: vec![listener],
    };
    RoutingTable { load_balancers: vec![balancer], target_groups: vec![group], ..Default::default() }
}
