#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "bridge/bridge.hpp"
#include "cli/commands.hpp"
#include "declaration/loader.hpp"
#include "system/event_loop.hpp"
#include "system/file_watch.hpp"
#include "system/worker.hpp"

namespace mfp::cli {

/// Runs the bridge for what the files declare, and again for what they declare later: at SIGHUP, and with --watch when
/// they change. Files with a problem change nothing.
class Runner {
 public:
  Runner(const Options& options, Echo echo);

  [[nodiscard]] ExitCode run(declaration::Declaration declaration);

 private:
  struct Plan {
    std::shared_ptr<const bridge::Configuration> configuration;
    bridge::BridgeSettings settings;
  };

  [[nodiscard]] core::Result<Plan> plan_of(declaration::Declaration declaration) const;
  bridge::RunEnd run_bridge(Plan plan);
  void hang_up();
  void reload();
  void reloaded(declaration::Declaration declaration);
  void keep_running(const std::string& why);
  void watch(const declaration::Declaration& declaration);

  const Options& options_;
  Echo echo_;
  system::EventLoop loop_;
  system::Worker worker_;
  std::unique_ptr<system::FileWatch> files_;
  std::unique_ptr<bridge::Bridge> bridge_;
  /// To go on with over other connections, when those of now are closed.
  std::optional<Plan> next_;
  std::chrono::system_clock::time_point loaded_at_;
  bool in_terminal_;
  bool loading_ = false;
  bool load_again_ = false;
};

}  // namespace mfp::cli
