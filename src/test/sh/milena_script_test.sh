#!/usr/bin/env bash
# What ./milena promises before any Java runs: it finds or fetches a JDK, builds what is stale, passes
# words and statuses on, and counts tests. A copy of the script works here on a fake Maven, a fake JDK
# and a real web server; nothing outside the temporary folder is touched.
# usage: milena_script_test.sh [folder for a report in Surefire's form]
set -u

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd -P)
reports=${1:-}
java_home=$("$project/milena" jdk) || exit
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT
passed=0 failures=()

# ---- the stage ----------------------------------------------------------------------------------

make_jdk() { # folder, version: a JDK that prints the arguments it was started with
  mkdir -p "$1/bin"
  printf 'JAVA_VERSION="%s"\n' "$2" >"$1/release"
  # shellcheck disable=SC2016 # it expands in there
  printf '#!/bin/sh\nfor a; do echo "arg:$a"; done\nexit "${FAKE_JAVA_STATUS:-0}"\n' >"$1/bin/java"
  cp "$1/bin/java" "$1/bin/javac"
  chmod +x "$1/bin/java" "$1/bin/javac"
}

make_project() { # folder: the script among one source per app, and a Maven that notes how it was called
  mkdir -p "$1/src/main/sh" "$1/embedded/src/main" "$1/cli/src/main" "$1/bench" "$1/platforms/any/src/test" "$1/model/src/test"
  cp "$project/milena" "$1/"
  cp "$project"/src/main/sh/*.sh "$1/src/main/sh/"
  printf '<project>\n  <version>1.2.3</version>\n</project>\n' >"$1/pom.xml"
  touch "$1/cli/src/main/Cli.java" "$1/embedded/src/main/Hub.java" "$1/platforms/any/src/test/Simulator.java" "$1/model/src/test/WordsTest.java"
  cat >"$1/mvnw" <<'MAVEN'
#!/bin/sh
echo "$JAVA_HOME $*" >>maven.calls
echo '[INFO] Building Milena: the words 1.2.3                                   [1/2]'
for app in embedded cli; do
  mkdir -p $app/target/quarkus-app
  touch $app/target/quarkus-app/quarkus-run.jar
done
mkdir -p chaos/target
if [ -n "${FAKE_TESTS:-}" ]; then
  mkdir -p model/target/surefire-reports
  echo "$FAKE_TESTS" >model/target/surefire-reports/TEST-words.xml
  echo '[INFO] Tests run: 5, Failures: 1, Errors: 1, Skipped: 1, Time elapsed: 1 s -- in dev.milena.WordsTest'
  echo '[INFO] Tests run: 5, Failures: 1, Errors: 1, Skipped: 1'
fi
[ -z "${FAKE_MAVEN_STATUS:-}" ] || echo '[ERROR] words.java: a word is missing'
exit "${FAKE_MAVEN_STATUS:-0}"
MAVEN
  chmod +x "$1/mvnw"
}

serve() { # folder; sets base
  "$java_home/bin/jwebserver" -b 127.0.0.1 -p 0 -d "$1" >"$work/server.log" 2>&1 &
  server=$!
  base=
  for _ in $(seq 100); do
    base=$(grep -o 'http://127.0.0.1:[0-9]*' "$work/server.log" | head -n 1)
    [ -z "$base" ] || return 0
    sleep 0.1
  done
  printf 'the web server does not start:\n%s\n' "$(cat "$work/server.log")" >&2
  exit 1
}

stop_server() {
  kill "$server"
  wait "$server" 2>/dev/null
  server=
}

hub() { # runs the copy in a clean environment (VAR=value… before its words); sets status, out, err
  local env=(HOME="$here/home" PATH="$PATH")
  while [[ ${1:-} == [A-Z]*=* ]]; do
    env+=("$1")
    shift
  done
  env -i "${env[@]}" "$here/hub/milena" "$@" >"$here/out" 2>"$here/err"
  status=$?
  out=$(cat "$here/out")
  err=$(cat "$here/err")
}

expect() { # what is claimed, then a command that must succeed
  local claim=$1
  shift
  if "$@"; then return 0; fi
  wrong="$wrong
    $claim: $*"
}

same() { [ "$1" = "$2" ]; }
contains() { case $1 in *"$2"*) ;; *) return 1 ;; esac; }
lines() { printf '%s' "${1:+$1
}" | wc -l | tr -d ' '; }
calls() { if [ -e "$here/hub/maven.calls" ]; then wc -l <"$here/hub/maven.calls" | tr -d ' '; else echo 0; fi; }
cached() { find "$here/home/.cache" -type f 2>/dev/null | wc -l | tr -d ' '; }
later() { touch -t 203001010000 "$here/hub/$1"; }
settle() { # every file older than any stamp
  find "$here/hub" -type f -exec touch -t 202001010000 {} +
  find "$here/hub" -type d -exec touch -t 202001010000 {} +
}

# ---- the claims ---------------------------------------------------------------------------------

fetchesJdkWithGoodChecksumOnceAndSaysSo() {
  hub MILENA_JDK_SEARCH=no MILENA_JDK_URL="$base/jdk.tar.gz" MILENA_JDK_SHA256="$sum" jdk
  expect "status" same "$status" 0
  expect "prints its home" contains "$out" "$here/home/.cache/milena/jdk/"
  expect "can be started" test -x "$out/bin/java"
  expect "says so in a line" same "$(lines "$err")" 1
  expect "says where to" contains "$err" "fetching Temurin 25 into $here/home/.cache/milena/jdk"
  local first=$out
  hub MILENA_JDK_SEARCH=no MILENA_JDK_URL="http://127.0.0.1:9/none" MILENA_JDK_SHA256="$sum" jdk
  expect "the second time from the cache" same "$out" "$first"
  expect "without a word" same "$err" ""
}

fetchesWhatTheIndexNames() {
  mkdir -p "$work/www/v3/assets/latest/25"
  cat >"$work/www/v3/assets/latest/25/hotspot" <<JSON
[ { "binary": { "installer": { "checksum": "00", "link": "$base/none.pkg" },
    "package": { "checksum": "$sum", "checksum_link": "$base/none.txt", "link": "$base/jdk.tar.gz", "name": "jdk.tar.gz" } },
    "release_link": "$base/none" } ]
JSON
  hub MILENA_JDK_SEARCH=no MILENA_JDK_INDEX="$base" jdk
  expect "status" same "$status" 0
  expect "can be started" test -x "$out/bin/java"
}

keepsNothingOfJdkWithWrongChecksum() {
  hub MILENA_JDK_SEARCH=no MILENA_JDK_URL="$base/jdk.tar.gz" MILENA_JDK_SHA256=0123 jdk
  expect "status" same "$status" 2
  expect "names both sums" contains "$err" "has the checksum $sum and not 0123"
  expect "prints no home" same "$out" ""
  expect "keeps nothing" same "$(cached)" 0
}

refusesJdkUrlWithoutChecksum() {
  hub MILENA_JDK_SEARCH=no MILENA_JDK_URL="$base/jdk.tar.gz" jdk
  expect "status" same "$status" 2
  expect "one line" same "$(lines "$err")" 1
  expect "keeps nothing" same "$(cached)" 0
}

refusesArchiveThatHoldsNoJdk25() {
  hub MILENA_JDK_SEARCH=no MILENA_JDK_URL="$base/old.tar.gz" MILENA_JDK_SHA256="$old_sum" jdk
  expect "status" same "$status" 2
  expect "says so" contains "$err" "is not a JDK 25"
  expect "keeps nothing" same "$(cached)" 0
}

saysInOneLineWhatToInstallWithoutNetwork() {
  local way
  for way in MILENA_JDK_INDEX=http://127.0.0.1:9 MILENA_JDK_URL=http://127.0.0.1:9/jdk.tar.gz; do
    hub MILENA_JDK_SEARCH=no "$way" MILENA_JDK_SHA256=0123 up
    expect "status" same "$status" 2
    expect "one line" same "$(lines "$err")" 1
    expect "what to install" contains "$err" "install Temurin 25"
    expect "prints nothing" same "$out" ""
    expect "builds nothing" same "$(calls)" 0
  done
}

refusesNamedJdkThatIsTooOld() {
  make_jdk "$here/old" 17.0.1
  hub MILENA_JAVA_HOME="$here/old" jdk
  expect "status" same "$status" 2
  expect "names it" contains "$err" "MILENA_JAVA_HOME is not a JDK 25 or newer: $here/old"
}

passesOverOldJdkForOneThatFits() {
  make_jdk "$here/old" 21.0.1
  make_jdk "$here/home/.sdkman/candidates/java/26-tem" 26
  make_jdk "$here/new" 25.0.1
  hub JAVA_HOME="$here/new" jdk
  expect "JAVA_HOME first" same "$out" "$here/new"
  hub MILENA_JAVA_HOME="$here/home/.sdkman/candidates/java/26-tem" JAVA_HOME="$here/new" jdk
  expect "ours before it" same "$out" "$here/home/.sdkman/candidates/java/26-tem"
  hub JAVA_HOME="$here/old" PATH="/usr/bin:/bin" jdk
  expect "an old one is passed over" test "$out" != "$here/old"
  expect "one that fits is found" same "$status" 0
}

buildsOnceAndAgainAfterAChange() {
  local changed
  settle
  hub MILENA_JAVA_HOME="$jdk" translate one.json
  expect "built" same "$(calls)" 1
  expect "with the JDK, that app alone" contains "$(cat "$here/hub/maven.calls")" "$jdk -B -ntp package -pl cli -am"
  expect "progress" contains "$err" "building 1/2 the words"
  hub MILENA_JAVA_HOME="$jdk" translate two.json
  expect "not again" same "$(calls)" 1
  expect "and silent" same "$err" ""
  later model/src/test/WordsTest.java
  hub MILENA_JAVA_HOME="$jdk" translate two.json
  expect "a test is no source of the app" same "$(calls)" 1
  local n=1
  for changed in cli/src/main/Cli.java platforms/any/src/test/Simulator.java pom.xml; do
    later "$changed"
    hub MILENA_JAVA_HOME="$jdk" translate two.json
    n=$((n + 1))
    expect "$changed is newer" same "$(calls)" "$n"
    settle
  done
}

buildsAgainAfterAFailedBuild() {
  settle
  hub MILENA_JAVA_HOME="$jdk" FAKE_MAVEN_STATUS=1 translate one.json
  expect "status of Maven" same "$status" 1
  expect "shows the error" contains "$err" "words.java: a word is missing"
  expect "names the log" contains "$err" "$here/hub/target/build.log"
  expect "runs nothing" same "$out" ""
  hub MILENA_JAVA_HOME="$jdk" translate one.json
  expect "then builds" same "$(calls)" 2
  expect "and runs" same "$status" 0
}

handsWordsAndStatusThrough() {
  hub MILENA_JAVA_HOME="$jdk" MILENA_JAVA_OPTS="-Da=1 -Db=2" FAKE_JAVA_STATUS=7 up --port 8001 --data "a folder"
  expect "status of the program" same "$status" 7
  expect "which app" contains "$out" "arg:$here/hub/embedded/target/quarkus-app/quarkus-run.jar"
  expect "words unbroken" contains "$out" "arg:up
arg:--port
arg:8001
arg:--data
arg:a folder"
  expect "JVM options" contains "$out" "arg:-Da=1
arg:-Db=2
arg:-jar"
  hub MILENA_JAVA_HOME="$jdk" telegram set-webhook
  expect "unknown words go to the command line" contains "$out" "arg:$here/hub/cli/target/quarkus-app/quarkus-run.jar
arg:telegram
arg:set-webhook"
}

buildsAnotherVersionOnceInAFolderOfItsOwn() {
  local commit
  git -C "$here/hub" init -q
  git -C "$here/hub" add .
  git -C "$here/hub" -c user.name=n -c user.email=n@example.org commit -q -m one
  commit=$(git -C "$here/hub" rev-parse HEAD)
  echo 'not committed' >"$here/hub/cli/src/main/New.java"
  hub MILENA_JAVA_HOME="$jdk" chaos --seed 7 --beside HEAD
  local tree=$here/home/.cache/milena/versions/$commit
  expect "status" same "$status" 0
  expect "its stages" contains "$(cat "$tree/maven.calls")" "package -pl ingress,router,egress -am -DskipTests"
  expect "as it was committed" test ! -e "$tree/cli/src/main/New.java"
  expect "handed on as a folder" contains "$out" "arg:--seed
arg:7
arg:--beside
arg:$tree"
  hub MILENA_JAVA_HOME="$jdk" chaos --beside=HEAD
  expect "once" same "$(wc -l <"$tree/maven.calls" | tr -d ' ')" 1
  hub MILENA_JAVA_HOME="$jdk" chaos --beside "$here/hub"
  expect "a folder as it is" contains "$out" "arg:--beside
arg:$here/hub"
  hub MILENA_JAVA_HOME="$jdk" chaos --beside nowhere
  expect "unknown: status" same "$status" 2
  expect "unknown: one line" same "$err" "milena: there is no revision nowhere in $here/hub, and no folder of that name"
}

countsTestsAndKeepsMavensStatus() {
  hub MILENA_JAVA_HOME="$jdk" FAKE_MAVEN_STATUS=3 MILENA_SAMPLES=/samples \
    FAKE_TESTS='<testsuite name="x" tests="5" errors="1" skipped="1" failures="1"><system-out>tests="99"</system-out>' test -pl model
  expect "status of Maven" same "$status" 3
  expect "the sum alone on stdout" same "$out" "2 passed, 2 failed, 1 skipped"
  expect "Surefire's closing line" contains "$err" "Tests run: 5, Failures: 1, Errors: 1, Skipped: 1"
  expect "every module gets its turn" contains "$(cat "$here/hub/maven.calls")" "verify --fail-at-end"
  expect "arguments" contains "$(cat "$here/hub/maven.calls")" "-Dmilena.samples=/samples -pl model"
  hub MILENA_JAVA_HOME="$jdk" test -pl model
  expect "old reports do not count" same "$out" "0 passed, 0 failed, 0 skipped"
}

runsThroughALinkFromAnotherFolder() {
  ln -s "$here/hub/milena" "$here/link"
  (cd / && env -i HOME="$here/home" PATH="$PATH" "$here/link" version) >"$here/out"
  expect "finds its project" same "$(cat "$here/out")" "milena 1.2.3"
}

# ---- the run ------------------------------------------------------------------------------------

jdk=$work/jdk
make_jdk "$jdk" 25.0.9
make_jdk "$work/old" 17.0.1
mkdir "$work/www"
tar -czf "$work/www/jdk.tar.gz" -C "$work" jdk
tar -czf "$work/www/old.tar.gz" -C "$work" old
sha() { if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1; }
sum=$(sha "$work/www/jdk.tar.gz")
old_sum=$(sha "$work/www/old.tar.gz")
serve "$work/www"

claims=$(declare -F | awk '$3 ~ /^(fetches|keeps|refuses|says|passes|builds|hands|counts|runs)[A-Z]/ { print $3 }')
for claim in $claims; do
  here=$work/$claim wrong=
  mkdir -p "$here/home"
  make_project "$here/hub"
  "$claim"
  if [ -z "$wrong" ]; then
    passed=$((passed + 1))
  else
    failures+=("$claim")
    printf '  %s%s\n' "$claim" "$wrong"
  fi
done
stop_server

printf '  Tests run: %d, Failures: %d -- in milena_script_test.sh\n' $((passed + ${#failures[@]})) ${#failures[@]}
if [ -n "$reports" ]; then
  mkdir -p "$reports"
  {
    printf '<testsuite name="milena_script_test" tests="%d" errors="0" skipped="0" failures="%d">\n' \
      $((passed + ${#failures[@]})) ${#failures[@]}
    for claim in $claims; do printf '  <testcase name="%s"/>\n' "$claim"; done
    printf '</testsuite>\n'
  } >"$reports/TEST-milena_script_test.xml"
fi
[ ${#failures[@]} -eq 0 ]
