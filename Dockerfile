# The product's image (target app), and the CPU model server on top of it (target triton-cpu).
FROM python:3.11-slim-bookworm AS app
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app
COPY requirements/main.txt requirements/
RUN pip install --require-hashes -r requirements/main.txt
# Text recognition of scans, some 300 MB: docker compose build --build-arg OCR=1, or WITH_OCR=1 in .env.
ARG OCR=
COPY requirements/ocr.txt requirements/
RUN if [ -n "$OCR" ]; then pip install --require-hashes -r requirements/ocr.txt; fi
COPY manage.py LICENSE ./
COPY docanalyzer docanalyzer
COPY worker worker
COPY templates templates
COPY static static
RUN useradd --uid 10001 --no-create-home docanalyzer && install -d -o docanalyzer /data
ENV DOCANALYZER_DATA_DIR=/data HOME=/tmp
VOLUME /data
USER docanalyzer
EXPOSE 8000
CMD ["python", "-m", "uvicorn", "docanalyzer.asgi:application", "--host", "0.0.0.0", "--port", "8000", \
     "--lifespan", "off", "--proxy-headers", "--timeout-graceful-shutdown", "20"]

# Triton without a GPU, with the built-in extractive engine. Its wheel is large: only this target carries it.
FROM app AS triton-cpu
USER root
COPY requirements/triton.txt requirements/
COPY dev dev
COPY triton/cpu triton/cpu
COPY triton/watch.py triton/watch.py
RUN python -m dev.triton setup
USER docanalyzer
CMD ["python", "-m", "dev.triton", "serve", "--repository", "triton/cpu", "--model", "docanalyzer_extractive", \
     "--address", "0.0.0.0"]
