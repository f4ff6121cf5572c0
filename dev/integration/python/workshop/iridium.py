"""The iridium microservice of the workshop as its text describes it, written for these tests: it gathers what an order asks for and has the
monolith, whose address is in its environment, hand it over. The comments mark what the labs have the attendee change.
"""
import json
import os
import time
import urllib.request

import boto3
from flask import Flask, request

METADATA = 'http://169.254.169.254/latest/meta-data/'
PORT = 80


def metadata(path):
    return urllib.request.urlopen(METADATA + path, timeout=10).read().decode()


region = metadata('placement/availability-zone')[:-1]
ssm = boto3.client('ssm', region_name=region)
order_topic = ssm.get_parameter(Name='/interstella/iridium')['Parameter']['Value']
monolith = os.environ['monolithUrl']

# Subscribe SNS
sns = boto3.client('sns', region_name=order_topic.split(':')[3])
own_url = 'http://%s:%d/order/' % (metadata('public-ipv4'), PORT)
sns.subscribe(TopicArn=order_topic, Protocol='http', Endpoint=own_url)
# End of subscribe SNS

app = Flask(__name__)


def fulfill(count):
    full_endpoint = 'http://' + monolith + ':5000/fulfill/'
    body = json.dumps({'iridium': count}).encode()
    headers = {'Content-Type': 'application/json'}
    return urllib.request.urlopen(urllib.request.Request(full_endpoint, body, headers), timeout=20).status == 200


@app.route('/')
@app.route('/iridium/')
def index():
    return 'iridium'


@app.route('/order/', methods=['POST'])
@app.route('/iridium/', methods=['POST'])
def order():
    try:
        payload = request.get_json(force=True)
        if 'SubscribeURL' in payload:
            urllib.request.urlopen(payload['SubscribeURL'], timeout=20)
            return 'SNS topic subscribed!'
        wanted = json.loads(payload['Message'])['iridium']
        print('gathering %d of iridium' % wanted, flush=True)
        time.sleep(0.002)
        if fulfill(wanted):
            print('iridium fulfilled', flush=True)
            return 'Your order has been fulfilled'
    except Exception as error:
        print('this order could not be placed: %r' % error, flush=True)
    return 'This was not a fulfillment request. Moving on...'


if __name__ == '__main__':
    app.run(host='0.0.0.0', port=PORT)
