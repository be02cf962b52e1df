# Styles, scripts and icons from npm.
FROM node:24-slim AS assets
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts
COPY frontend frontend
RUN npm run build

# The pinned Python packages.
FROM python:3.13-slim AS packages
COPY requirements.txt .
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.txt

FROM python:3.13-slim
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin app \
    # A new volume takes its owner from here: web and worker keep files in it and are not root.
    && install --directory --owner=10001 --group=10001 --mode=0700 /var/lib/safeguarding/files
WORKDIR /app
COPY --from=packages /opt/venv /opt/venv
COPY manage.py ./
COPY deploy/gunicorn.conf.py deploy/
COPY caseapp caseapp
COPY safeguarding safeguarding
COPY templates templates
COPY static static
COPY --from=assets /build/static/vendor static/vendor
# The keys sign and seal nothing here: collecting files only needs the settings to load.
RUN SECRET_KEY=only-while-this-image-is-built FIELD_KEYS=only-while-this-image-is-built FILE_KEYS=only-while-this-image-is-built python manage.py collectstatic --noinput --verbosity 0
USER 10001:10001
EXPOSE 8000
CMD ["gunicorn", "caseapp.wsgi", "--config", "deploy/gunicorn.conf.py"]
