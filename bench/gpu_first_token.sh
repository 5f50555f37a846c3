#!/bin/bash
# Time to the first token on one GPU, vLLM alone and through Triton: bench/gpu_first_token.sh [OUTPUT FOLDER]
# Needs: a GPU; PYTHON, a Python with vLLM, tritonclient[grpc], tokenizers and nvidia-ml-py; TRITONSERVER, a Triton
# with the Python backend (NVIDIA's container tritonserver:YY.MM-vllm-python-py3 has both as python3 and
# tritonserver). ENGINE_ENVIRONMENT: changes to the engine's environment as JSON; ARGUMENTS: more engine arguments.
# THROUGH: more options of its step through (--cancel-size, --only); THROUGH_AGAIN: all options of a second one.
# STEPS: which of "alone through chunks" to run. SIZES: prompt tokens. No weights are needed: random ones are made.
set -eu
cd "$(dirname "$0")/.."
OUT=${1:-var/bench/gpu}
PYTHON=${PYTHON:-python3}
TRITONSERVER=${TRITONSERVER:-tritonserver}
SIZES=${SIZES:-131072,524288}
STEPS=${STEPS:-alone through chunks}
MODEL=glm4_9b_chat_1m_async
mkdir -p "$OUT/repository"
OUT=$(realpath "$OUT")
ROWS=$OUT/rows.jsonl
: > "$ROWS"

$PYTHON -m bench.gpu_first_token model "$OUT/weights"
rm -rf "$OUT/repository/$MODEL"
cp -r "triton/gpu/$MODEL" "$OUT/repository/"
$PYTHON - "$OUT" "$MODEL" <<'P'
import json, os, pathlib, sys
out, model = pathlib.Path(sys.argv[1]), sys.argv[2]
folder = out / "repository" / model
arguments = json.loads((folder / "1/model.json").read_text())
arguments |= {"model": str(out / "weights"), "load_format": "dummy", "enforce_eager": True, "seed": 0}
arguments |= json.loads(os.environ.get("ARGUMENTS", "{}"))
(folder / "1/model.json").write_text(json.dumps(arguments, indent=1))
config = (folder / "config.pbtxt").read_text()
config = config.replace('string_value: "python3"', "string_value: " + json.dumps(os.environ.get("PYTHON", "python3")))
engine = os.environ.get("ENGINE_ENVIRONMENT", "{}")
(folder / "config.pbtxt").write_text(config.replace('string_value: "{}"', "string_value: " + json.dumps(engine)))
P
JSON=$OUT/repository/$MODEL/1/model.json
step() { case " $STEPS " in *" $1 "*) echo "== $1, $(date +%T)";; *) return 1;; esac; }

if step alone; then
  $PYTHON -m bench.gpu_first_token alone "$JSON" --rows "$ROWS" --sizes "$SIZES" > "$OUT/alone.log" 2>&1 ||
    { tail -30 "$OUT/alone.log"; exit 1; }
  grep '^{"way"' "$OUT/alone.log"
fi
if step through; then
  HTTP=${HTTP_PORT:-18000} GRPC=${GRPC_PORT:-18001}
  setsid $TRITONSERVER --model-repository="$OUT/repository" --http-port=$HTTP --grpc-port=$GRPC --allow-metrics=false \
    --http-address=127.0.0.1 --grpc-address=127.0.0.1 --disable-auto-complete-config \
    --backend-config=python,stub-timeout-seconds=900 --grpc-http2-min-recv-ping-interval-without-data=10000 \
    > "$OUT/triton.log" 2>&1 &
  SERVER=$!
  trap 'kill $SERVER 2>/dev/null || true' EXIT
  until grep -q 'Started GRPCInferenceService' "$OUT/triton.log"; do
    kill -0 $SERVER 2>/dev/null && ! grep -q 'failed to load' "$OUT/triton.log" || { tail -40 "$OUT/triton.log"; exit 1; }
    sleep 1
  done
  echo "== Triton is ready, $(date +%T)"
  $PYTHON -m bench.gpu_first_token through 127.0.0.1:$GRPC --rows "$ROWS" --sizes "$SIZES" \
    --cancel-after "${CANCEL_AFTER:-4,15}" ${THROUGH:-} ||
    { tail -40 "$OUT/triton.log"; exit 1; }
  [ -z "${THROUGH_AGAIN:-}" ] || $PYTHON -m bench.gpu_first_token through 127.0.0.1:$GRPC --rows "$ROWS" $THROUGH_AGAIN
  kill $SERVER && wait $SERVER || true
fi
if step chunks; then   # what larger chunks gain: the first size again, vLLM alone
  for CHUNK in ${CHUNKS:-4096 8192}; do
    $PYTHON -m bench.gpu_first_token alone "$JSON" --rows "$ROWS" --sizes "${SIZES%%,*}" \
      --way "alone, chunks of $CHUNK" --override "{\"max_num_batched_tokens\": $CHUNK, \"long_prefill_token_threshold\": 0}" \
      > "$OUT/chunks.log" 2>&1 || { tail -30 "$OUT/chunks.log"; exit 1; }
  done
fi
$PYTHON -m bench.gpu_first_token table "$ROWS" --sizes "$SIZES" | tee "$OUT/table.md"
