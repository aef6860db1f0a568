# One image, two stages: the first builds, the second only runs. Everything that lasts is in /data.

FROM python:3.13-slim AS build
WORKDIR /src
# pipefail, so that a failing first half of a pipe fails the step.
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/howareyou && python -m venv /opt/build

COPY requirements.lock requirements-dev.lock ./
RUN /opt/howareyou/bin/pip install --require-hashes --no-compile --only-binary :all: -r requirements.lock
# Of the tools of the house the image needs only what builds a wheel, with the same hashes.
RUN awk '/^[a-z]/ { keep = /^(hatchling|packaging|pathspec|pluggy|tomlkit|trove-classifiers)==/ } keep' \
      requirements-dev.lock > build.lock \
    && /opt/build/bin/pip install --require-hashes --only-binary :all: -r build.lock

COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY dialogues dialogues
COPY locales locales
COPY storage storage
COPY summaries summaries
COPY pages pages
RUN /opt/build/bin/hatchling build --target wheel \
    && /opt/howareyou/bin/pip install --no-deps --no-compile dist/*.whl \
    && /opt/howareyou/bin/python -m compileall -q -o 2 /opt/howareyou/lib


FROM python:3.13-slim
# A fixed number, so that the owner of the volume is the same on every host.
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin howareyou \
    && install --directory --owner howareyou --mode 0700 /data
COPY --from=build /opt/howareyou /opt/howareyou

# Without what libraries say of themselves the bot holds less (docs/performance.md).
ENV PATH=/opt/howareyou/bin:$PATH \
    PYTHONOPTIMIZE=2 \
    PYTHONUNBUFFERED=1 \
    HOWAREYOU_DATABASE_URL=sqlite:////data/howareyou.sqlite3 \
    HOWAREYOU_KEYS_DIR=/data/keys \
    HOWAREYOU_HOST=0.0.0.0
# Whoever runs it may write nothing here: what it loads of Python itself is compiled now, once.
RUN python -c "import bot.serve, bot.commands.run, bot.channels.slack, bot.channels.telegram" \
    && python -c "import _strptime, encodings.idna, urllib.request"
USER 10001
WORKDIR /data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request as web; web.urlopen('http://127.0.0.1:8080/healthz', timeout=4)"]
ENTRYPOINT ["howareyou"]
CMD ["run"]
