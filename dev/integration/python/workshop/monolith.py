"""The logistics platform of the workshop as its text describes it, written for these tests: one program that knows no emulator.

It finds its settings in Parameter Store, subscribes to the orders while it is imported (so before it listens), confirms by a GET of the
SubscribeURL, gathers everything a bundle is made of and posts it, without naming the order, to the very endpoint the parameter holds. The
comments mark what the labs have the attendee take out.
"""
import json
import time
import urllib.request

import boto3
from flask import Flask, request

METADATA = 'http://169.254.169.254/latest/meta-data/'
PORT = 5000


def metadata(path):
    return urllib.request.urlopen(METADATA + path, timeout=10).read().decode()


region = metadata('placement/availability-zone')[:-1]
ssm = boto3.client('ssm', region_name=region)


def parameter(name):
    return ssm.get_parameter(Name='/interstella/' + name)['Parameter']['Value']


api_key = parameter('apiKey')
endpoint = parameter('apiEndpoint')
order_topic = parameter('orderTopic')

# Subscribe SNS
sns = boto3.client('sns', region_name=order_topic.split(':')[3])
own_url = 'http://%s:%d/order/' % (metadata('public-ipv4'), PORT)
sns.subscribe(TopicArn=order_topic, Protocol='http', Endpoint=own_url)
# End of subscribe SNS

app = Flask(__name__)


def iridium():
    print('gathering iridium', flush=True)
    time.sleep(0.002)
    return 1


def magnesite():
    print('gathering magnesite', flush=True)
    time.sleep(0.002)
    return 1


def fulfill(iridium_count, magnesite_count):
    """Hands the goods over to the customer: the original contract, which has no name for an order."""
    body = json.dumps({'iridium': iridium_count, 'magnesite': magnesite_count}).encode()
    headers = {'Content-Type': 'application/json', 'x-api-key': api_key}
    answer = urllib.request.urlopen(urllib.request.Request(endpoint, body, headers), timeout=20)
    return answer.status == 200


@app.route('/')
def index():
    return 'the logistics platform'


# Effectively, our subscriber service.
@app.route('/order/', methods=['POST'])
def order():
    iridium_result = 0
    magnesite_result = 0
    try:
        payload = request.get_json(force=True)
        if 'SubscribeURL' in payload:
            urllib.request.urlopen(payload['SubscribeURL'], timeout=20)
            return 'SNS topic subscribed!'
        if 'bundle' in payload['Message']:
            iridium_result = iridium()
            magnesite_result = magnesite()
            if fulfill(iridium_result, magnesite_result):
                print('bundle fulfilled', flush=True)
                return 'Your order has been fulfilled'
            return 'Your order has NOT been fulfilled'
    except Exception as error:
        print('this order could not be placed: %r' % error, flush=True)
    return 'This was not a fulfillment request. Moving on...'
# End of our subscriber service.


# The hook by which microservices have their goods handed over.
@app.route('/fulfill/', methods=['GET', 'POST'])
def glue_fulfill():
    if request.method == 'GET':
        return 'nothing to be handed over'
    goods = request.get_json(force=True)
    if fulfill(goods.get('iridium', 0), goods.get('magnesite', 0)):
        print('handed over %s' % json.dumps(goods), flush=True)
        return 'Your order has been fulfilled'
    return 'Your order has NOT been fulfilled'


if __name__ == '__main__':
    # The reloader, as in the workshop's output ("Restarting with stat"): it imports this file twice, and so subscribes twice.
    app.run(host='0.0.0.0', port=PORT, debug=True)
