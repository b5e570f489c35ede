# shellcheck shell=bash
# The JDK that ./milena runs on: found on this machine, or fetched once into a cache folder of our own.
# Sourced by ./milena; needs fail and say. Works with the bash 3.2 of macOS.

JDK_MIN=25
# Where a JDK comes from when the machine has none. With MILENA_JDK_URL goes MILENA_JDK_SHA256.
JDK_INDEX=${MILENA_JDK_INDEX:-https://api.adoptium.net}
JDK_CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/milena/jdk

jdk_fits() { # home: a JDK (not a JRE) of JDK_MIN or newer, told from its release file without a start
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  local line major
  while IFS= read -r line; do
    case $line in
      JAVA_VERSION=*)
        major=${line#JAVA_VERSION=}
        major=${major//\"/}
        major=${major%%[!0-9]*}
        [ "${major:-0}" -ge "$JDK_MIN" ]
        return
        ;;
    esac
  done <"$1/release"
  return 1
}

find_jdk() { # sets jdk
  local javac candidate
  if [ -n "${MILENA_JAVA_HOME:-}" ]; then
    jdk_fits "$MILENA_JAVA_HOME" ||
      fail 2 "MILENA_JAVA_HOME is not a JDK $JDK_MIN or newer: $MILENA_JAVA_HOME"
    jdk=$MILENA_JAVA_HOME
    return 0
  fi
  set -- "$JDK_CACHE"/*
  if [ "${MILENA_JDK_SEARCH:-yes}" != no ]; then
    javac=$(command -v javac || true)
    while [ -L "$javac" ]; do
      candidate=$(readlink "$javac")
      case $candidate in /*) javac=$candidate ;; *) javac=$(dirname "$javac")/$candidate ;; esac
    done
    set -- "${JAVA_HOME:-}" "${javac%/bin/javac}" \
      /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /opt/*/jdk* \
      "${SDKMAN_DIR:-$HOME/.sdkman}"/candidates/java/* \
      "${MISE_DATA_DIR:-$HOME/.local/share/mise}"/installs/java/* \
      "$HOME"/.asdf/installs/java/* "$HOME"/.jdks/* \
      /Library/Java/JavaVirtualMachines/*/Contents/Home \
      "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
      /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
      /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
      "$(/usr/libexec/java_home -v "$JDK_MIN+" 2>/dev/null || true)" \
      "$@"
  fi
  for candidate in "$@"; do
    if [ -n "$candidate" ] && jdk_fits "$candidate"; then
      jdk=$candidate
      return 0
    fi
  done
  return 1
}

http() { # url, file or - : the body; ten seconds to connect, so that "no network" is said soon
  if command -v curl >/dev/null; then
    curl -fsSL --retry 2 --connect-timeout 10 -o "$2" "$1" 2>/dev/null
  else
    wget -q --tries=3 --connect-timeout=10 -O "$2" "$1" 2>/dev/null
  fi
}

http_exists() { # url
  if command -v curl >/dev/null; then
    curl -fsSLI --connect-timeout 10 -o /dev/null "$1" 2>/dev/null
  else
    wget -q --spider --tries=1 --connect-timeout=10 "$1" 2>/dev/null
  fi
}

sha256() { # file
  if command -v sha256sum >/dev/null; then
    sha256sum "$1"
  else
    shasum -a 256 "$1"
  fi | cut -d ' ' -f 1
}

find_download() { # sets url and sum
  url=${MILENA_JDK_URL:-}
  sum=${MILENA_JDK_SHA256:-}
  if [ -n "$url" ]; then
    [ -n "$sum" ] || fail 2 "MILENA_JDK_URL needs MILENA_JDK_SHA256 beside it: nothing unchecked is run"
    http_exists "$url"
    return
  fi
  local os arch fields
  case $(uname -s) in Darwin) os=mac ;; *) os=linux ;; esac
  [ -e /etc/alpine-release ] && os=alpine-linux
  case $(uname -m) in arm64 | aarch64) arch=aarch64 ;; *) arch=x64 ;; esac
  fields=$(http "$JDK_INDEX/v3/assets/latest/$JDK_MIN/hotspot?os=$os&architecture=$arch&image_type=jdk&vendor=eclipse" - |
    tr -s ',{}' '[\n*]' | awk -F '"' '
      /"installer"/ { package = 0 }
      /"package"/ { package = 1 }
      package && $2 == "checksum" && !sum { sum = $4 }
      package && $2 == "link" && !url { url = $4 }
      END { print url " " sum }')
  url=${fields%% *}
  sum=${fields##* }
  [ -n "$url" ] && [ -n "$sum" ]
}

fetch_jdk() { # sets jdk
  local url sum part got javac
  find_download ||
    fail 2 "there is no JDK $JDK_MIN here and none can be fetched: install Temurin $JDK_MIN (https://adoptium.net) or name one in MILENA_JAVA_HOME"
  say "There is no JDK $JDK_MIN here: fetching Temurin $JDK_MIN into $JDK_CACHE (once, about 140 MB)"
  mkdir -p "$JDK_CACHE" || fail 2 "cannot write to $JDK_CACHE: set XDG_CACHE_HOME to a folder that can be written"
  part=$(mktemp -d "$JDK_CACHE/.part.XXXXXX") || exit 2
  # shellcheck disable=SC2064 # the name as it is now
  trap "rm -rf '$part'" EXIT
  http "$url" "$part/jdk.tar.gz" ||
    fail 2 "the JDK could not be fetched from $url: try again, or install Temurin $JDK_MIN yourself"
  got=$(sha256 "$part/jdk.tar.gz")
  [ "$got" = "$sum" ] ||
    fail 2 "what came from $url has the checksum $got and not $sum: nothing of it was kept"
  tar -xzf "$part/jdk.tar.gz" -C "$part" || fail 2 "what came from $url cannot be unpacked"
  javac=$(find "$part" -path '*/bin/javac' | head -n 1)
  got=${javac%/bin/javac}
  jdk_fits "$got" || fail 2 "what came from $url is not a JDK $JDK_MIN"
  jdk=$JDK_CACHE/$(printf %.16s "$sum")
  [ -e "$jdk" ] || mv "$got" "$jdk"
  rm -rf "$part"
  trap - EXIT
}

need_jdk() {
  find_jdk || fetch_jdk
  export JAVA_HOME=$jdk
}
