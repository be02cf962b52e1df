"""How gunicorn serves the pages. Requests are logged by the application itself, without what may name a person."""

import os

bind = os.environ.get("BIND", "0.0.0.0:8000")
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
worker_class = "gthread"
preload_app = True
loglevel = os.environ.get("LOG_LEVEL", "info").lower()
timeout = 30
graceful_timeout = 10
keepalive = 5
# Workers show that they are alive through a file: in memory, since the disk may be read-only or slow.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108 - a file without content
control_socket_disable = True
# Only the proxy in front reaches this port, and it overwrites what a client says about itself.
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1,::1")
