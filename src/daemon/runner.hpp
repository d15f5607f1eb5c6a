#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "bridge/bridge.hpp"
#include "daemon/broker_choice.hpp"
#include "declaration/set/loader.hpp"
#include "system/event_loop.hpp"
#include "system/exit_code.hpp"
#include "system/file_watch.hpp"
#include "system/service_notifier.hpp"
#include "system/worker.hpp"

namespace mfp::daemon {

/// What may be written on standard output while devices are announced.
enum class Echo : std::uint8_t {
  none,
  /// `Sent discovery message for ID`, as msgflo-register says it: MsgFlo's coordinator waits for the first line.
  sent_lines
};

/// Whether the files are read again when they change.
enum class WatchFiles : std::uint8_t { no, yes };

/// How the bridge is to be run.
struct RunRequest {
  BrokerRequest broker;
  /// Reads the files; called again, on a thread of its own, for each reload.
  std::function<declaration::Declaration()> load;
  /// Each participant is announced each interval/2.2.
  std::chrono::duration<double> interval{60};
  bridge::Repeat repeat = bridge::Repeat::forever;
  WatchFiles watch = WatchFiles::no;
  Echo echo = Echo::none;
};

/// Runs the bridge for what the files declare, and again for what they declare later: at SIGHUP and, where asked to,
/// when they change. Files with a problem change nothing. Tells the service manager how it stands.
class Runner {
 public:
  /// `loop` must outlive it. `make_client` makes a real client or a test's.
  Runner(RunRequest request, system::EventLoop& loop, bridge::Bridge::MakeClient make_client);

  [[nodiscard]] system::ExitCode run(declaration::Declaration declaration);

 private:
  struct Plan {
    core::ConfigurationPtr configuration;
    bridge::BridgeSettings settings;
    /// For a person, when it begins to run; or empty.
    std::string warning;
    std::chrono::system_clock::time_point loaded_at;
  };

  [[nodiscard]] core::Result<Plan> plan_of(core::ConfigurationPtr configuration);
  [[nodiscard]] system::ExitCode run_plans();
  /// Waits for files that declare something.
  void wait();
  bridge::RunEnd run_bridge(Plan plan);
  void terminate();
  void stop_running();
  [[nodiscard]] bool stopping() const;
  void hang_up();
  void reload();
  void reloaded(declaration::Declaration declaration);
  void apply(Plan plan);
  /// `first_error` is for the status, which is one line.
  void keep_running(const std::string& why, const std::string& first_error);
  void tell_status();
  void watch(const core::Configuration& configuration);
  /// Not again at each reload.
  void warn_once(const std::string& warning);

  RunRequest request_;
  const core::ClientIdUser self_;
  std::string told_warning_;
  system::EventLoop& loop_;
  bridge::Bridge::MakeClient make_client_;
  system::Worker worker_;
  std::unique_ptr<system::FileWatch> files_;
  system::ServiceNotifier service_;
  /// How it stands, and what is wrong with the files since they were read again.
  std::string status_;
  std::string problem_;
  /// Null while nothing is declared.
  std::unique_ptr<bridge::Bridge> bridge_;
  /// To go on with over other connections, when those of now are closed.
  std::optional<Plan> next_;
  /// The configuration that is in force.
  std::chrono::system_clock::time_point loaded_at_;
  bool in_terminal_;
  bool loading_ = false;
  bool load_again_ = false;
};

}  // namespace mfp::daemon
