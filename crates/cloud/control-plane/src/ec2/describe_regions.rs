//! DescribeRegions: the Regions of AWS that need no opting in. All of them are answered from this machine.

use ledger::World;
use model::Tags;
use shapes::Error;
use shapes::ec2::{DescribeRegions, DescribeRegionsRequest, DescribeRegionsResult, Region};

use super::filters::{Fields, one};
use super::refusals;
use crate::Caller;
use crate::table::Read;

const REGIONS: [&str; 17] = [
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "ca-central-1",
    "eu-central-1",
    "eu-north-1",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
];

impl Read for DescribeRegions {
    fn read(
        _: &World,
        caller: &mut Caller,
        input: DescribeRegionsRequest,
    ) -> Result<DescribeRegionsResult, Error> {
        let named = input.region_names.unwrap_or_default();
        if let Some(unknown) = named.iter().find(|name| !REGIONS.contains(&name.as_str())) {
            return Err(refusals::invalid_value(format!("Invalid Region name: {unknown}")));
        }
        let wanted =
            REGIONS.iter().filter(|region| named.is_empty() || named.iter().any(|name| name == *region));
        let all = wanted.map(|region| describe(region, &caller.endpoint_url)).collect();
        let regions = FIELDS.apply(input.filters, all)?;
        refusals::dry_run(input.dry_run)?;
        Ok(DescribeRegionsResult { regions: Some(regions) })
    }
}

/// The endpoint is where this product is reached, without its scheme, as AWS shows it.
fn describe(name: &str, endpoint_url: &str) -> Region {
    let endpoint = endpoint_url.split_once("://").map_or(endpoint_url, |(_, rest)| rest);
    Region {
        region_name: Some(name.to_owned()),
        endpoint: Some(endpoint.to_owned()),
        opt_in_status: Some("opt-in-not-required".to_owned()),
        geography: None,
    }
}

static FIELDS: Fields<Region> = Fields {
    named: &[
        ("region-name", |region| one(&region.region_name)),
        ("endpoint", |region| one(&region.endpoint)),
        ("opt-in-status", |region| one(&region.opt_in_status)),
    ],
    tags: |_| Tags::new(),
};
