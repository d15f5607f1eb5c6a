#pragma once

#include <spdlog/sinks/sink.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace mfp::test {

/// Takes the log's lines from `info` on while it lives, as `warning: no such file`.
class CapturedLog {
 public:
  CapturedLog() : lines_(std::make_shared<Lines>()), former_(spdlog::default_logger()) {
    spdlog::set_default_logger(std::make_shared<spdlog::logger>("", lines_));
  }
  CapturedLog(const CapturedLog&) = delete;
  CapturedLog& operator=(const CapturedLog&) = delete;
  ~CapturedLog() { spdlog::set_default_logger(former_); }

  /// Whether a line holds that text.
  [[nodiscard]] bool holds(const std::string& text) const {
    return std::any_of(lines_->said.begin(), lines_->said.end(),
                       [&](const std::string& line) { return line.find(text) != std::string::npos; });
  }
  /// What was said since the last time.
  [[nodiscard]] std::vector<std::string> take() { return std::exchange(lines_->said, {}); }

 private:
  class Lines final : public spdlog::sinks::sink {
   public:
    void log(const spdlog::details::log_msg& message) override {
      const spdlog::string_view_t level = spdlog::level::to_string_view(message.level);
      said.push_back(std::string(level.data(), level.size()) + ": " +
                     std::string(message.payload.data(), message.payload.size()));
    }
    void flush() override {}
    void set_pattern(const std::string&) override {}
    void set_formatter(std::unique_ptr<spdlog::formatter>) override {}

    std::vector<std::string> said;
  };

  std::shared_ptr<Lines> lines_;
  std::shared_ptr<spdlog::logger> former_;
};

}  // namespace mfp::test
