#include "daemon/runner.hpp"

#include <unistd.h>

#include <iostream>
#include <utility>

#include "system/host_name.hpp"
#include "system/local_time.hpp"
#include "system/log.hpp"
#include "system/memory.hpp"

namespace mfp::daemon {

using system::ExitCode;

namespace {

ExitCode exit_code(bridge::RunEnd::Kind kind) {
  switch (kind) {
    case bridge::RunEnd::Kind::done:
      return ExitCode::ok;
    case bridge::RunEnd::Kind::credentials_refused:
      return ExitCode::no_permission;
    case bridge::RunEnd::Kind::state_unreadable:
      return ExitCode::io_error;
    case bridge::RunEnd::Kind::taken_over:
    case bridge::RunEnd::Kind::no_mqtt5:
    case bridge::RunEnd::Kind::router_taken:
      break;
  }
  return ExitCode::unavailable;
}

std::int64_t milliseconds_since_1970() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

void say_sent(const core::Participant& participant) {
  std::cout << "Sent discovery message for " << participant.id << std::endl;
}

bool declares_something(const core::Configuration& configuration) {
  return !configuration.participants.empty() || !configuration.edges.empty() ||
         !configuration.initial_packets.empty() || configuration.router.enabled;
}

/// `devices.yaml, devices.d`.
std::string files_named(const BrokerRequest& request) {
  std::string text;
  for (const std::string& path : request.paths) text += (text.empty() ? "" : ", ") + path;
  for (const declaration::RoleFile& role : request.roles) text += (text.empty() ? "" : ", ") + role.file;
  for (const std::string& graph : request.graphs) text += (text.empty() ? "" : ", ") + graph;
  return text;
}

}  // namespace

Runner::Runner(RunRequest request, system::EventLoop& loop, bridge::Bridge::MakeClient make_client)
    : request_(std::move(request)),
      self_{milliseconds_since_1970(), system::host_name(), getpid()},
      loop_(loop),
      make_client_(std::move(make_client)),
      worker_(loop),
      service_(loop),
      in_terminal_(isatty(STDERR_FILENO) == 1) {}

ExitCode Runner::run(declaration::Declaration declaration) {
  loop_.on_signals([this] { terminate(); }, [this] { hang_up(); });
  watch(*declaration.configuration);
  auto plan = plan_of(std::move(declaration.configuration));
  if (!plan) {
    spdlog::error("{}", plan.error().message);
    return ExitCode::config;
  }
  next_ = *std::move(plan);
  // The broker may come later than we do.
  service_.ready();
  return run_plans();
}

ExitCode Runner::run_plans() {
  std::optional<Plan> former;
  while (next_) {
    loaded_at_ = next_->loaded_at;
    if (request_.repeat == bridge::Repeat::forever && !declares_something(*next_->configuration)) {
      former.reset();
      wait();
      continue;
    }
    const bridge::RunEnd end = run_bridge(*std::exchange(next_, std::nullopt));
    if (end.kind == bridge::RunEnd::Kind::done) {
      if (next_) former = Plan{bridge_->configuration(), bridge_->settings(), {}, loaded_at_};
      continue;
    }
    // What cannot begin to run takes nothing away from what ran.
    if (former && !bridge_->was_connected()) {
      loaded_at_ = former->loaded_at;
      keep_running(end.text, end.text);
      next_ = *std::exchange(former, std::nullopt);
      continue;
    }
    spdlog::error("{}", end.text);
    status_ = end.text;
    tell_status();
    return exit_code(end.kind);
  }
  return ExitCode::ok;
}

void Runner::wait() {
  next_.reset();
  bridge_.reset();
  status_ = "no participants in " + files_named(request_.broker) + "; waiting for " +
            (request_.watch == WatchFiles::yes ? "a change" : "SIGHUP");
  spdlog::info("{}", status_);
  tell_status();
  if (std::exchange(load_again_, false)) loop_.post([this] { reload(); });
  loop_.run();
}

core::Result<Runner::Plan> Runner::plan_of(core::ConfigurationPtr configuration) {
  auto choice = choose_broker(request_.broker, *configuration);
  if (!choice) return tl::unexpected(choice.error());
  bridge::BridgeSettings settings = std::move(choice->settings);
  settings.self = self_;
  settings.interval = request_.interval;
  settings.repeat = request_.repeat;
  if (request_.echo == Echo::sent_lines) settings.announced = say_sent;
  settings.status = [this](const std::string& text) {
    status_ = text;
    tell_status();
  };
  return Plan{std::move(configuration), std::move(settings), std::move(choice->warning),
              std::chrono::system_clock::now()};
}

bridge::RunEnd Runner::run_bridge(Plan plan) {
  warn_once(plan.warning);
  bridge_.reset();
  bridge_ =
      std::make_unique<bridge::Bridge>(loop_, std::move(plan.configuration), std::move(plan.settings), make_client_);
  // What it took to read the files would stay for as long as the process runs.
  system::give_back_free_memory();
  if (std::exchange(load_again_, false)) loop_.post([this] { reload(); });
  bridge::RunEnd end = bridge_->run();
  loop_.run_what_is_due();
  return end;
}

void Runner::warn_once(const std::string& warning) {
  if (warning == std::exchange(told_warning_, warning) || warning.empty()) return;
  spdlog::warn("{}", warning);
}

void Runner::terminate() {
  service_.stopping();
  next_.reset();
  load_again_ = false;
  stop_running();
}

void Runner::stop_running() { bridge_ ? bridge_->stop() : loop_.stop(); }

bool Runner::stopping() const { return bridge_ && bridge_->stopping(); }

void Runner::hang_up() {
  // Whoever closes the terminal that it runs in wants it gone; all others who send SIGHUP want it to read its files.
  if (in_terminal_ && isatty(STDERR_FILENO) == 0) return terminate();
  reload();
}

void Runner::reload() {
  if (request_.repeat == bridge::Repeat::once) return;
  // What comes meanwhile is read when that is over.
  load_again_ = loading_ || stopping();
  if (load_again_) return;
  loading_ = true;
  service_.reloading();
  // Reading thousands of devices takes a while, in which messages go on.
  const auto declaration = std::make_shared<declaration::Declaration>();
  worker_.run([this, declaration] { *declaration = request_.load(); },
              [this, declaration] { reloaded(std::move(*declaration)); });
}

void Runner::reloaded(declaration::Declaration declaration) {
  loading_ = false;
  watch(*declaration.configuration);
  if (std::exchange(load_again_, false) || stopping()) return reload();
  std::cerr << core::to_text(declaration.diagnostics) << std::flush;
  if (const auto error = core::first_error(declaration.diagnostics)) {
    keep_running("the files have errors", *error);
  } else if (auto plan = plan_of(std::move(declaration.configuration)); !plan) {
    keep_running(plan.error().message, plan.error().message);
  } else {
    apply(*std::move(plan));
  }
  tell_status();
  service_.ready();
}

void Runner::apply(Plan plan) {
  problem_.clear();
  const bool has_devices = declares_something(*plan.configuration);
  if (has_devices && bridge_ &&
      bridge::same_connections(bridge_->settings(), *bridge_->configuration(), plan.settings, *plan.configuration)) {
    loaded_at_ = plan.loaded_at;
    warn_once(plan.warning);
    spdlog::info("reloaded: {}", bridge_->reconfigure(std::move(plan.configuration)));
    return;
  }
  if (has_devices) spdlog::info("reloaded: connecting{}", bridge_ ? " anew" : "");
  next_ = std::move(plan);
  if (bridge_ && !has_devices) return bridge_->leave();
  stop_running();
}

void Runner::keep_running(const std::string& why, const std::string& first_error) {
  const std::string kept = "; keeping the configuration of " + system::clock_text(loaded_at_);
  spdlog::error("{}{}", why, kept);
  problem_ = first_error + kept;
}

void Runner::tell_status() { service_.status(problem_.empty() ? status_ : problem_ + "; " + status_); }

void Runner::watch(const core::Configuration& configuration) {
  if (request_.watch == WatchFiles::no) return;
  if (!files_) files_ = std::make_unique<system::FileWatch>(loop_, [this] { reload(); });
  std::set<std::string> paths(configuration.sources.begin(), configuration.sources.end());
  paths.insert(request_.broker.paths.begin(), request_.broker.paths.end());
  for (const declaration::RoleFile& role : request_.broker.roles) paths.insert(role.file);
  paths.insert(request_.broker.graphs.begin(), request_.broker.graphs.end());
  files_->add(paths);
}

}  // namespace mfp::daemon
