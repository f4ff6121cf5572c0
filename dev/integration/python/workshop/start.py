"""Starts a program of the workshop: `start.py PROGRAM.py`. With FORGET_ENDPOINT=1 every setting that leads an SDK to a local cloud is
dropped first, so that the program runs as it would on AWS: by the host names of AWS alone, over TLS.
"""
import os
import runpy
import sys

if os.environ.get('FORGET_ENDPOINT') == '1':
    for name in [name for name in os.environ if name.startswith('AWS_ENDPOINT_URL')]:
        del os.environ[name]

sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name='__main__')
