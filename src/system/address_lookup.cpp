#include "system/address_lookup.hpp"

#include <netdb.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>

namespace mfp::system {

namespace {

std::string problem(const std::string& host, int code) {
  switch (code) {
    case EAI_NONAME:
    case EAI_NODATA:
      return "the host '" + host + "' is not known";
    case EAI_SYSTEM:
      return "the host '" + host + "' cannot be looked up: " + std::strerror(errno);
    case EAI_AGAIN:
      return "no name server has an answer for '" + host + "'; is the network up?";
    default:
      return "the host '" + host + "' cannot be looked up: " + gai_strerror(code);
  }
}

core::Result<Addresses> find(const std::string& host, int flags) {
  addrinfo hints{};
  hints.ai_flags = flags;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (const int code = getaddrinfo(host.c_str(), nullptr, &hints, &found); code != 0) {
    return core::fail(problem(host, code));
  }
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(found, freeaddrinfo);
  Addresses addresses;
  for (const addrinfo* entry = found; entry != nullptr; entry = entry->ai_next) {
    std::array<char, NI_MAXHOST> text{};
    const auto size = static_cast<socklen_t>(text.size());
    if (getnameinfo(entry->ai_addr, entry->ai_addrlen, text.data(), size, nullptr, 0, NI_NUMERICHOST) == 0) {
      addresses.emplace_back(text.data());
    }
  }
  if (addresses.empty()) return core::fail(problem(host, EAI_NONAME));
  return addresses;
}

}  // namespace

core::Result<Addresses> addresses_of(const std::string& host) { return find(host, 0); }

/// Owned by both threads: whichever ends last closes the descriptor.
struct AddressLookup::Task {
  Task(std::string name, Resolver look_up)
      : host(std::move(name)), resolver(std::move(look_up)), signal(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {}
  Task(const Task&) = delete;
  Task& operator=(const Task&) = delete;
  ~Task() {
    if (signal >= 0) ::close(signal);
  }

  void work() {
    answer(resolver(host));
    const std::uint64_t one = 1;
    (void)!::write(signal, &one, sizeof one);
  }

  void answer(core::Result<Addresses> what) {
    const std::lock_guard lock(mutex);
    found = std::move(what);
  }

  const std::string host;
  const Resolver resolver;
  const int signal;
  std::mutex mutex;
  core::Result<Addresses> found;
};

AddressLookup::AddressLookup(EventLoop& loop, std::string host, Resolver resolver)
    : loop_(loop), host_(std::move(host)), resolver_(std::move(resolver)) {}

AddressLookup::~AddressLookup() = default;

void AddressLookup::begin(Done done) {
  if (const auto numeric = find(host_, AI_NUMERICHOST)) return done(numeric);
  if (!late_.empty()) return done(std::exchange(late_, {}));
  done_ = std::move(done);
  if (!task_) start();
}

void AddressLookup::start() {
  task_ = std::make_shared<Task>(host_, resolver_);
  if (task_->signal < 0) return fail(std::strerror(errno));
  try {
    watch_ = loop_.watch(
        task_->signal, [this] { answered(); }, [] {});
    watch_->await_readable();
    std::thread([task = task_] { task->work(); }).detach();
  } catch (const std::exception& error) {
    // For want of a thread, or of room among what the loop watches.
    fail(error.what());
  }
}

void AddressLookup::fail(const std::string& reason) {
  task_->answer(core::fail("the host '" + host_ + "' cannot be looked up: " + reason));
  loop_.post([this, task = std::weak_ptr(task_)] {
    if (!task.expired()) answered();
  });
}

void AddressLookup::answered() {
  watch_.reset();
  core::Result<Addresses> found;
  {
    const std::lock_guard lock(task_->mutex);
    found = std::move(task_->found);
  }
  task_.reset();
  if (const Done done = std::exchange(done_, nullptr)) return done(std::move(found));
  if (found) late_ = *std::move(found);
}

}  // namespace mfp::system
