//! A platform that stands. In: where its parts are. Out: what a person needs to know of it. Never here: changing it.

use std::net::SocketAddr;

use super::headquarters::Headquarters;
use super::names;

/// Where everything is.
pub(crate) struct Standing {
    pub(crate) endpoint: SocketAddr,
    pub(crate) headquarters: Headquarters,
    /// Where HQ's load balancer listens.
    pub(crate) hq: SocketAddr,
    /// Where the attendee's load balancer listens.
    pub(crate) balancer: SocketAddr,
    /// Its name.
    pub(crate) dns_name: String,
}

impl Standing {
    /// The summary, for a terminal; `command` says how a command of this program about this cloud is typed.
    pub(crate) fn summary(&self, command: &dyn Fn(&str) -> String) -> String {
        let (cloud, region) = (format!("http://localhost:{}", self.endpoint.port()), names::REGION);
        let aws = format!("aws --endpoint-url {cloud} --region {region}");
        let lines = [
            String::new(),
            format!("  HQ              http://localhost:{}/", self.hq.port()),
            format!("  load balancer   {}", self.balancer_url()),
            format!("  AWS endpoint    {cloud}   (any key; an access key id of 12 digits is the account)"),
            String::new(),
            "  export AWS_ACCESS_KEY_ID=000000000000 AWS_SECRET_ACCESS_KEY=test".to_owned(),
            format!("  {aws} ecs describe-services --cluster interstella --services iridium"),
            format!("  {aws} ecs update-service --cluster interstella --service iridium --desired-count 4"),
            format!("  {aws} logs tail interstella-iridium --follow"),
            String::new(),
            format!("  {}", command("status")),
            format!("  {}", command("logs iridium -f")),
            format!("  {}   (or Ctrl-C: ends everything)", command("down")),
            String::new(),
        ];
        lines.join("\n")
    }

    /// The load balancer by its name, with the port that is really open and, where that is another, the endpoint's, which leads there too.
    fn balancer_url(&self) -> String {
        let (name, endpoint) = (&self.dns_name, self.endpoint.port());
        match self.balancer.port() {
            // An address has its port with it.
            _ if name.contains(':') => format!("http://{name}/"),
            80 => format!("http://{name}/"),
            other => {
                format!("http://{name}:{other}/ or http://{name}:{endpoint}/   (port 80 is not to be had)")
            }
        }
    }
}
