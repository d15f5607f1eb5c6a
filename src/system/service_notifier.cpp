#include "system/service_notifier.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <charconv>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "core/text/text.hpp"

namespace mfp::system {

namespace {

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view{} : value;
}

/// 0 when it is no number.
std::int64_t number(std::string_view text) {
  std::int64_t value = 0;
  const char* end = text.data() + text.size();
  return std::from_chars(text.data(), end, value).ptr == end ? value : 0;
}

/// How soon the watchdog bites; 0 when there is none, or it is another process's.
std::chrono::microseconds watchdog_time() {
  const std::string_view process = environment("WATCHDOG_PID");
  if (!process.empty() && number(process) != ::getpid()) return std::chrono::microseconds(0);
  return std::chrono::microseconds(number(environment("WATCHDOG_USEC")));
}

}  // namespace

ServiceNotifier::ServiceNotifier(EventLoop& loop)
    : loop_(loop), socket_(environment("NOTIFY_SOCKET")), watchdog_(loop.timer()) {
  // Longer ones are no addresses, and of other kinds than these two nothing is known.
  if (socket_.size() >= sizeof(sockaddr_un::sun_path)) socket_.clear();
  if (!socket_.starts_with('/') && !socket_.starts_with('@')) socket_.clear();
  if (const auto time = watchdog_time(); !socket_.empty() && time.count() > 0) feed_watchdog(time / 2);
}

void ServiceNotifier::reloading() {
  const auto now = loop_.now().time_since_epoch();
  const auto microseconds = std::chrono::duration_cast<std::chrono::microseconds>(now).count();
  send("RELOADING=1\nMONOTONIC_USEC=" + std::to_string(microseconds));
}

void ServiceNotifier::status(std::string_view text) {
  if (text == status_) return;
  status_ = text;
  // One line is one assignment, and systemd takes none that is not UTF-8.
  send("STATUS=" + core::printable(status_));
}

void ServiceNotifier::feed_watchdog(EventLoop::Clock::duration interval) {
  send("WATCHDOG=1");
  watchdog_->set(loop_.now() + interval, [this, interval] { feed_watchdog(interval); });
}

void ServiceNotifier::send(std::string_view state) const {
  if (socket_.empty()) return;
  const int descriptor = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return;
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, socket_.data(), socket_.size());
  // The name of an abstract socket begins with a zero byte, and ends with its length.
  if (socket_.starts_with('@')) address.sun_path[0] = '\0';
  const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + socket_.size());
  // Nobody there: then nobody wants to know.
  (void)::sendto(descriptor, state.data(), state.size(), MSG_NOSIGNAL, reinterpret_cast<const sockaddr*>(&address),
                 length);
  ::close(descriptor);
}

}  // namespace mfp::system
