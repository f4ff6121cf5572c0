//! What an alarm does, as requests write it. In: lists of ARNs. Out: actions, or the refusal. Never here: doing it.

use model::cloudwatch::{AlarmActions, AlarmType};
use model::{Arn, Scope};
use shapes::Error;

use super::refusal::unsupported;

/// The lists of a request.
pub(crate) struct Lists {
    pub(crate) enabled: Option<bool>,
    pub(crate) alarm: Option<Vec<String>>,
    pub(crate) ok: Option<Vec<String>>,
    pub(crate) insufficient_data: Option<Vec<String>>,
}

impl Lists {
    /// The actions, checked; the wire has seen to it that there are at most five of each.
    pub(crate) fn read(self, scope: &Scope, alarm_type: AlarmType) -> Result<AlarmActions, Error> {
        let read = |list: Option<Vec<String>>| {
            let list = list.unwrap_or_default();
            list.iter().try_for_each(|action| check(scope, alarm_type, action)).map(|()| list)
        };
        Ok(AlarmActions {
            enabled: self.enabled.unwrap_or(true),
            alarm: read(self.alarm)?,
            ok: read(self.ok)?,
            insufficient_data: read(self.insufficient_data)?,
        })
    }
}

/// Topics of this Region, whether they are there or not, and scaling policies.
fn check(scope: &Scope, alarm_type: AlarmType, action: &str) -> Result<(), Error> {
    let Some(arn) = Arn::parse(action) else {
        return Err(Error::validation(format!("Invalid arn syntax: {action}")));
    };
    let what = match arn.service {
        "sns" => return check_topic(scope, action, &arn),
        "autoscaling" if arn.resource.starts_with("scalingPolicy:") => {
            return match alarm_type {
                AlarmType::Metric => Ok(()),
                AlarmType::Composite => Err(Error::validation(format!(
                    "A composite alarm cannot have an Auto Scaling action: {action}"
                ))),
            };
        }
        "lambda" => "Invoking a Lambda function",
        "automate" | "swf" => "Stopping, terminating, rebooting or recovering an EC2 instance",
        "ssm" => "Making an OpsItem of Systems Manager",
        "ssm-incidents" => "Making an incident of Systems Manager",
        "aiops" => "Starting an investigation",
        _ => return Err(Error::validation(format!("Invalid arn syntax: {action}"))),
    };
    Err(unsupported(&format!("{what} ({action})")))
}

fn check_topic(scope: &Scope, action: &str, arn: &Arn<'_>) -> Result<(), Error> {
    let region = scope.region.as_str();
    if arn.region != region {
        let text = format!("Invalid region {} specified. Only {region} is supported.", arn.region);
        return Err(Error::validation(text));
    }
    let named = !arn.resource.is_empty() && !arn.resource.contains(':');
    match named && Scope::new(arn.account, arn.region).is_ok() {
        true => Ok(()),
        false => Err(Error::validation(format!("Invalid arn syntax: {action}"))),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn refused(alarm_type: AlarmType, action: &str) -> Option<String> {
        let scope = Scope::new("000000000000", "us-west-2").unwrap();
        check(&scope, alarm_type, action).err().map(|error| error.message)
    }

    #[test]
    fn topics_and_scaling_policies_are_taken_and_the_rest_is_refused_by_name() {
        let policy = "arn:aws:autoscaling:us-west-2:000000000000:scalingPolicy:1:resource/ecs/service/c/s:policyName/p";
        assert_eq!(refused(AlarmType::Metric, "arn:aws:sns:us-west-2:000000000000:ops"), None);
        assert_eq!(refused(AlarmType::Metric, policy), None);
        assert!(refused(AlarmType::Composite, policy).unwrap().contains("composite alarm cannot"));
        let words = |action| refused(AlarmType::Metric, action).unwrap();
        assert_eq!(words("ops"), "Invalid arn syntax: ops");
        let elsewhere = "Invalid region us-east-1 specified. Only us-west-2 is supported.";
        assert_eq!(words("arn:aws:sns:us-east-1:000000000000:ops"), elsewhere);
        let reboot = words("arn:aws:automate:us-west-2:ec2:reboot");
        assert!(reboot.starts_with("Stopping, terminating, rebooting"), "{reboot}");
        assert!(words("arn:aws:lambda:us-west-2:0:function:f").contains("Lambda"));
    }
}
