//! How to point a resolver at the responder. In: where it answers, for which names. Out: a text for the terminal. Never here: doing it.

use std::net::SocketAddr;

use super::zone::{LOCALHOST, Zone};
use crate::commands::place::Running;

/// The whole text.
pub(super) fn words(at: SocketAddr, zone: &Zone, cloud: Option<&Running>) -> String {
    let names = zone.names();
    let whose = match cloud {
        Some(cloud) => format!(
            "Load balancers are those of the cloud at http://localhost:{} (data directory {}).",
            cloud.port,
            cloud.data_dir.display()
        ),
        None => "No cloud runs there yet; its load balancers are answered for once it does.".to_owned(),
    };
    let parts = [
        format!("Answering on {at} (UDP) for {}, and every name below them.", names.join(", ")),
        whose,
        String::new(),
        resolved(at, &names),
        mac(at, &names),
        others(at),
    ];
    parts.join("\n")
}

/// systemd-resolved answers `*.localhost` itself and asks nobody; a name of one label it asks for only when told to.
fn resolved(at: SocketAddr, names: &[&str]) -> String {
    let asked = names.iter().filter(|name| **name != LOCALHOST);
    let domains = asked.map(|name| format!("~{name}")).collect::<Vec<_>>().join(" ");
    let settings = format!("DNS={at}\\nDomains={domains}\\nResolveUnicastSingleLabel=yes");
    format!(
        "systemd-resolved, which knows *.localhost itself, as root:\n  \
           mkdir -p /etc/systemd/resolved.conf.d\n  \
           printf '[Resolve]\\n{settings}\\n' > /etc/systemd/resolved.conf.d/interstella.conf\n  \
           systemctl restart systemd-resolved\n  \
           resolvectl query data-localhost\n"
    )
}

fn mac(at: SocketAddr, names: &[&str]) -> String {
    let (address, port) = (at.ip(), at.port());
    format!(
        "macOS, as root:\n  \
           mkdir -p /etc/resolver\n  \
           for name in {}; do printf 'nameserver {address}\\nport {port}\\n' > /etc/resolver/$name; done\n",
        names.join(" ")
    )
}

fn others(at: SocketAddr) -> String {
    let here = match at.port() {
        53 => "put".to_owned(),
        _ => format!("run this command with --listen {}:53 as root, and put", at.ip()),
    };
    format!(
        "without either: /etc/resolv.conf has no ports, so {here}\n  \
           nameserver {}\n\
         before the other lines of /etc/resolv.conf; for all other names the next server is asked.",
        at.ip()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_names_address_port_and_domains() {
        let zone = Zone::new(&[".elb.dev.test".to_owned()], []);
        let told = words(([127, 0, 0, 1], 4553).into(), &zone, None);
        for part in [
            "'[Resolve]\\nDNS=127.0.0.1:4553\\nDomains=~data-localhost ~stream-localhost ~dev.test\\nResolveUnicastSingleLabel=yes\\n'",
            "for name in localhost data-localhost stream-localhost dev.test;",
            "nameserver 127.0.0.1\\nport 4553",
            "--listen 127.0.0.1:53 as root",
        ] {
            assert!(told.contains(part), "{part}\n{told}");
        }
    }
}
