//! The attendee's account: the workshop's end state. In: what HQ's account offers. Out: three microservices behind a load balancer that
//! is subscribed to HQ's topics. Never here: HQ's account, the monolith's tasks (its definition is registered, nothing runs it).

use super::balancer::{self, Balancer, Group};
use super::definition::{self, Program};
use super::{
    PlatformError, cluster, log_groups, names, network, parameters, service, subscription, topics::Topics,
};
use crate::client::Aws;
use crate::platform::progress::Progress;

const PORT: u16 = 80;
const MONOLITH_PORT: u16 = 5000;

const BALANCER: balancer::Plan = balancer::Plan {
    name: names::PLATFORM,
    port: names::PLATFORM_PORT,
    default: Group { name: "fulfillment", port: PORT, health: "/fulfill/" },
    rules: &[
        ("/iridium*", Group { name: "iridium", port: PORT, health: "/iridium/" }),
        ("/magnesite*", Group { name: "magnesite", port: PORT, health: "/magnesite/" }),
    ],
};

/// Cluster, log groups, load balancer.
pub(crate) async fn prepare(aws: &Aws, progress: &Progress) -> Result<Balancer, PlatformError> {
    let network = network::find(aws).await?;
    let groups = names::PROGRAMS.map(names::log_group);
    let (_, _, balancer) = tokio::try_join!(
        cluster::ensure(aws, names::PLATFORM, &network.subnets),
        log_groups::ensure(aws, &groups),
        balancer::ensure(aws, &network, BALANCER),
    )?;
    progress.done(
        "cluster interstella with container instances in two zones, log groups, load balancer interstella",
    );
    Ok(balancer)
}

/// The parameters that need no running HQ.
pub(crate) async fn publish(aws: &Aws, topics: &Topics, api_endpoint: &str) -> Result<(), PlatformError> {
    let mut wanted = vec![("apiEndpoint", api_endpoint)];
    for name in names::TOPICS {
        wanted.push((name, topics.arn(name)?));
    }
    parameters::ensure(aws, &wanted).await
}

/// One of the microservices that take orders, steady and subscribed.
pub(crate) async fn gatherer(
    aws: &Aws,
    balancer: &Balancer,
    topics: &Topics,
    name: &str,
    image: &str,
) -> Result<(), PlatformError> {
    microservice(aws, balancer, name, image).await?;
    let url = format!("http://{}/{name}/", balancer.dns_name);
    subscription::ensure(aws, topics.arn(name)?, &url).await
}

/// A microservice, steady.
pub(crate) async fn microservice(
    aws: &Aws,
    balancer: &Balancer,
    name: &str,
    image: &str,
) -> Result<(), PlatformError> {
    declare(aws, balancer, name, image).await?;
    service::steady(aws, &service::Place { cluster: names::PLATFORM, name, group: balancer.group(name)? })
        .await
}

/// Says how a microservice is to run.
pub(crate) async fn declare(
    aws: &Aws,
    balancer: &Balancer,
    name: &str,
    image: &str,
) -> Result<(), PlatformError> {
    let definition = definition::ensure(aws, &program(balancer, name, image)).await?;
    let plan = service::Plan {
        place: service::Place { cluster: names::PLATFORM, name, group: balancer.group(name)? },
        definition: &definition,
        count: service::count_of(name),
        container_port: PORT,
        alone: false,
    };
    service::ensure(aws, &plan).await
}

/// The monolith's definition; the workshop's attendees have taken it apart.
pub(crate) async fn monolith(aws: &Aws, balancer: &Balancer, image: &str) -> Result<(), PlatformError> {
    definition::ensure(aws, &program(balancer, "monolith", image)).await.map(drop)
}

fn program<'a>(balancer: &Balancer, name: &'a str, image: &'a str) -> Program<'a> {
    let secret = |variable, parameter: &str| (variable, names::parameter(parameter));
    let key = || vec![secret("apiKey", "apiKey"), secret("apiEndpoint", "apiEndpoint")];
    let (environment, secrets) = match name {
        "iridium" => (found_at(balancer), vec![secret("iridiumTopic", "iridium")]),
        "magnesite" => (found_at(balancer), vec![secret("magnesiteTopic", "magnesite")]),
        "monolith" => (Vec::new(), [key(), vec![secret("orderTopic", "orderTopic")]].concat()),
        _ => (Vec::new(), key()),
    };
    let is_monolith = name == "monolith";
    Program {
        name,
        image,
        container_port: if is_monolith { MONOLITH_PORT } else { PORT },
        // The monolith tells SNS its instance's address, so it must know its port there.
        host_port: if is_monolith { MONOLITH_PORT } else { 0 },
        environment,
        secrets,
        log_group: names::log_group(name),
        role: names::PLATFORM,
    }
}

/// Where fulfilment is: behind the same load balancer.
fn found_at(balancer: &Balancer) -> Vec<(&'static str, String)> {
    vec![("monolithUrl", format!("http://{}", balancer.dns_name))]
}
