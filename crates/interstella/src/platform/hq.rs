//! HQ's account. In: nothing of the attendee's. Out: HQ as an ECS service behind a load balancer. Never here: the attendee's account.

use super::balancer::{self, Balancer, Group};
use super::definition::{self, Program};
use super::topics::{self, Topics};
use super::{Order, PlatformError, cluster, log_groups, names, network, service, tables};
use crate::client::Aws;
use crate::platform::progress::Progress;
use crate::token_file::{HQ_ADMIN, Token};

const BALANCER: balancer::Plan = balancer::Plan {
    name: names::HQ,
    port: names::HQ_PORT,
    default: Group { name: names::HQ, port: names::HQ_PORT, health: "/health" },
    rules: &[],
};

/// What of HQ's account others need to know.
pub(crate) struct Ground {
    pub(crate) topics: Topics,
    pub(crate) balancer: Balancer,
}

impl Ground {
    /// Where tasks hand in what they fulfil: a URL to be posted to as it stands.
    pub(crate) fn api_endpoint(&self) -> String {
        format!("http://{}:{}/receiving/", self.balancer.dns_name, names::HQ_PORT)
    }
}

/// Everything but HQ itself.
pub(crate) async fn prepare(aws: &Aws, progress: &Progress) -> Result<Ground, PlatformError> {
    let topics = topics::ensure(aws).await?;
    progress.done(&format!("topics {}", names::TOPICS.join(", ")));
    tables::ensure(aws).await?;
    progress.done(&format!("HQ's tables {}", names::TABLES.map(|(name, _)| name).join(", ")));
    log_groups::ensure(aws, &[names::HQ.to_owned()]).await?;
    let network = network::find(aws).await?;
    let (_, balancer) = tokio::try_join!(
        cluster::ensure(aws, names::HQ, &network.subnets[..1]),
        balancer::ensure(aws, &network, BALANCER),
    )?;
    progress.done("HQ's cluster with one container instance, its load balancer");
    Ok(Ground { topics, balancer })
}

/// HQ itself, serving.
pub(crate) async fn run(aws: &Aws, order: &Order, ground: &Ground, image: &str) -> Result<(), PlatformError> {
    declare(aws, order, ground, image).await?;
    service::steady(aws, &place(ground)?).await
}

fn place(ground: &Ground) -> Result<service::Place<'_>, PlatformError> {
    Ok(service::Place { cluster: names::HQ, name: names::HQ, group: ground.balancer.group(names::HQ)? })
}

/// Says how HQ is to run.
pub(crate) async fn declare(
    aws: &Aws,
    order: &Order,
    ground: &Ground,
    image: &str,
) -> Result<(), PlatformError> {
    let definition = definition::ensure(aws, &program(aws, order, ground, image)?).await?;
    let plan = service::Plan {
        place: place(ground)?,
        definition: &definition,
        count: 1,
        container_port: names::HQ_PORT,
        // Two would publish twice and race for the same rows; and its host port is there once.
        alone: true,
    };
    service::ensure(aws, &plan).await
}

fn program<'a>(
    aws: &Aws,
    order: &Order,
    ground: &Ground,
    image: &'a str,
) -> Result<Program<'a>, PlatformError> {
    let state = format!("http://localhost:{}/_interstella/platform", aws.endpoint().port());
    let token = Token::ensure(&order.data_dir, HQ_ADMIN);
    let token = token.map_err(|error| PlatformError::Missing(error.to_string()))?;
    let environment = vec![
        ("ADMIN_TOKEN", token.text().to_owned()),
        ("orderTopic", ground.topics.arn("orderTopic")?.to_owned()),
        ("iridiumTopic", ground.topics.arn("iridium")?.to_owned()),
        ("magnesiteTopic", ground.topics.arn("magnesite")?.to_owned()),
        ("ORDER_RATE", order.rate.to_string()),
        ("AWS_REGION", aws.region().to_owned()),
        ("ALLOWED_HOSTS", ground.balancer.dns_name.clone()),
        ("PLATFORM_STATE_URL", state),
    ];
    Ok(Program {
        name: names::HQ,
        image,
        container_port: names::HQ_PORT,
        host_port: names::HQ_PORT,
        environment,
        secrets: Vec::new(),
        log_group: names::HQ.to_owned(),
        role: names::HQ,
    })
}
