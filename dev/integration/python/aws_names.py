"""What a program finds that calls AWS by AWS's own host names, over TLS, without any setting: prints one line of JSON."""
import json
import os
import socket
import urllib.error
import urllib.request

import boto3
from botocore.config import Config

REGION = 'us-west-2'
found = {}


def tell(name, find):
    try:
        found[name] = find()
    except Exception as error:
        found[name] = repr(error)


def fetched(url):
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return '%d %s' % (answer.status, answer.read().decode())
    except urllib.error.HTTPError as error:
        return '%d %s' % (error.code, error.read().decode())


def client(service, **settings):
    return boto3.client(service, region_name=REGION, config=Config(**settings))


tell('endpoints', lambda: [name for name in os.environ if name.startswith('AWS_ENDPOINT_URL')])
tell('parameter', lambda: client('ssm').get_parameter(Name='/names/one')['Parameter']['Value'])
tell('dual stack', lambda: client('ssm', use_dualstack_endpoint=True).get_parameter(Name='/names/one')['Parameter']['Value'])
tell('fips', lambda: client('sns', use_fips_endpoint=True).list_topics()['Topics'])
tell('account', lambda: client('sts').get_caller_identity()['Account'])
tell('absent', lambda: fetched('https://lambda.%s.amazonaws.com/2015-03-31/functions/' % REGION))
tell('queue', lambda: fetched('https://sqs.%s.amazonaws.com/?Action=ListQueues&Version=2012-11-05' % REGION))
for name in ('checkip.amazonaws.com', 'somebodys-bucket.s3.us-west-2.amazonaws.com'):
    tell(name, lambda: socket.gethostbyname(name))
tell('trust', lambda: sorted(name for name, value in os.environ.items() if value == os.environ['AWS_CA_BUNDLE']))
print(json.dumps(found))
