"""Lists what an image needs to run this machine's Python with Flask and boto3: the interpreter's path, then `PATH_IN_IMAGE<TAB>FILE` a line.

The interpreter, its standard library, the two packages with all they require, and the shared objects all of these link to. Left out: tests
and botocore's models of services that are not asked for. All sources are compiled into DIRECTORY, in a way that asks for no time stamps: the
packages take seconds to compile, which every container would do again.
Usage: machine_python.py DIRECTORY SERVICE...
"""
import importlib.metadata
import importlib.util
import os
import py_compile
import re
import subprocess
import sys
import sysconfig

SKIPPED = {'test', 'tests', 'idlelib', 'tkinter', 'turtledemo', 'ensurepip', 'lib2to3', 'pydoc_data', '__pycache__', 'site-packages',
           'dist-packages'}


def standard_library():
    for root in {sysconfig.get_path('stdlib'), sysconfig.get_path('platstdlib')}:
        for place, folders, files in os.walk(root):
            folders[:] = [name for name in folders if name not in SKIPPED and not name.startswith('config-')]
            yield from (os.path.join(place, name) for name in files if not name.endswith(('.pyc', '.a')))


def required(name, seen):
    """The distribution of this name and those it needs, without extras."""
    key = re.sub(r'[-_.]+', '-', name).lower()
    if key in seen:
        return
    seen[key] = found = importlib.metadata.distribution(name)
    for line in found.requires or []:
        if 'extra ==' in line:
            continue
        need = re.match(r'[A-Za-z0-9._-]+', line).group()
        try:
            required(need, seen)
        except importlib.metadata.PackageNotFoundError:
            pass  # Not for this machine: Windows, another Python.


def packages(services):
    wanted = {}
    for name in ('flask', 'boto3'):
        required(name, wanted)
    for distribution in wanted.values():
        for file in distribution.files or []:
            path = os.path.normpath(str(distribution.locate_file(file)))
            if path.endswith('.pyc') or '/bin/' in path or not os.path.isfile(path):
                continue
            model = re.search(r'/(?:botocore|boto3)/data/([^/]+)/', path)
            if model is None or model.group(1) in services:
                yield path


def linked(path):
    """The shared objects a program or another one of them links to, as the loader finds them."""
    output = subprocess.run(['ldd', path], capture_output=True, text=True).stdout
    return re.findall(r'(?:=> )?(/[^ ]+) \(0x', output)


def compiled(path, directory):
    """Where the interpreter looks for the compiled file of a source, and where it lies now; nothing when it does not compile."""
    place = importlib.util.cache_from_source(path)
    file = os.path.join(directory, place.lstrip('/'))
    try:
        py_compile.compile(path, file, doraise=True, invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
    except py_compile.PyCompileError:
        return
    yield place, file


def main(directory, *services):
    executable = os.path.realpath(sys.executable)
    files = set(standard_library()) | set(packages(services))
    objects = [path for path in files if re.search(r'\.so[.0-9]*$', path)] + [executable]
    files.update(found for path in objects for found in linked(path))
    print(executable)
    for path in sorted(files - {executable}):
        print(path, path, sep='\t')
        if path.endswith('.py'):
            for place, file in compiled(path, directory):
                print(place, file, sep='\t')


main(*sys.argv[1:])
