#include "system/local_time.hpp"

#include <array>
#include <ctime>

namespace mfp::system {

namespace {

std::string formatted(const char* format, std::chrono::system_clock::time_point time) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
  std::tm parts{};
  localtime_r(&seconds, &parts);
  std::array<char, 32> text{};
  return {text.data(), std::strftime(text.data(), text.size(), format, &parts)};
}

}  // namespace

std::string clock_text(std::chrono::system_clock::time_point time) { return formatted("%H:%M", time); }

std::string date_text(std::chrono::system_clock::time_point time) { return formatted("%Y-%m-%d %H:%M", time); }

}  // namespace mfp::system
