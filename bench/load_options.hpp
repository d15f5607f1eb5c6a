#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <string>

namespace bench {

/// Each member is an option: `--port 1883`, …, `--pid 4711`.
struct LoadOptions {
  std::uint16_t port = 0;
  unsigned qos = 0;
  std::size_t routes = 10;
  std::int64_t window = 1000;
  std::int64_t rate = 0;
  double seconds = 3;
  double warm_up = 0.5;
  /// Route N is sent to `send`/N/t.
  std::string send = "device";
  /// What the receiver subscribes to.
  std::string receive = "queue/#";
  /// The relay, whose CPU time and memory are read; 0: there is none.
  pid_t process = 0;
};

/// Of the command line's pairs of name and value; throws std::runtime_error at an unknown name.
[[nodiscard]] LoadOptions load_options(int count, char** words);

}  // namespace bench
